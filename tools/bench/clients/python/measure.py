"""What a client says about itself: when it is warm, and what its operations cost."""

import json
import resource
import sys
import time


def wait_until_told() -> None:
    """Says that everything is warm, and waits for the word to do what is measured."""
    print('{"warm":true}', flush=True)
    sys.stdin.readline()


def cpu_s() -> float:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def resident_kib() -> int:
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) for line in status if line.startswith("VmRSS"))


class Measurement:
    """Counts from when it is made; the processor time from the start of the process, if that is asked for."""

    def __init__(self, from_start: bool) -> None:
        self.cpu = 0.0 if from_start else cpu_s()
        self.begun = time.perf_counter()

    def print(self, latencies: list[float], digest: float) -> None:
        elapsed, cpu = time.perf_counter() - self.begun, cpu_s() - self.cpu
        operations = len(latencies)
        latencies.sort()
        measured = {
            "operations": operations,
            "elapsed_us": elapsed * 1e6,
            "cpu_us": cpu * 1e6,
            "rss_kib": resident_kib(),
            "p50_us": latencies[operations // 2] * 1e6,
            "p99_us": latencies[min(operations - 1, operations * 99 // 100)] * 1e6,
            "digest": int(digest) % 2**32,
        }
        print(json.dumps(measured), flush=True)
