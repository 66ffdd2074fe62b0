/// The C++ client of the bench. Its arguments are those of `plan.h`. It prints a line when it is warm, waits
/// for a line, does what is measured and prints that; what is measured from the start needs no line.
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <fstream>
#include <future>
#include <iostream>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "columns.hh"

namespace {

using Clock = std::chrono::steady_clock;
using Microseconds = std::chrono::duration<double, std::micro>;

double us_since(Clock::time_point begun) {
  return Microseconds(Clock::now() - begun).count();
}

double cpu_us() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  const auto of = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) * 1e6 + static_cast<double>(time.tv_usec);
  };
  return of(usage.ru_utime) + of(usage.ru_stime);
}

long resident_kib() {
  long all = 0;
  long resident = 0;
  std::ifstream("/proc/self/statm") >> all >> resident;
  return resident * (sysconf(_SC_PAGESIZE) / 1024);
}

class Client {
 public:
  explicit Client(const Plan& plan) : plan_(plan) {
    if (plan.action == ACTION_CONNECT) return;
    session_ = connect(plan);
    if (plan.select != nullptr && plan.select_prepared) select_ = session_->prepare(plan.select);
    if (plan.insert != nullptr) insert_ = session_->prepare(plan.insert);
  }

  void run(std::size_t operations, std::vector<double>& latencies_us) {
    latencies_us.assign(operations, 0);
    if (!session_) return each_its_session(latencies_us);
    if (plan_.paged || (plan_.concurrency == 1 && plan_.rate_per_second == 0))
      return one_by_one(latencies_us);
    many_at_once(latencies_us);
  }

  std::uint32_t take_digest() { return digest_.exchange(0); }
  void close() const {
    if (session_) session_->close();
  }

 private:
  static unicql::Session connect(const Plan& plan) {
    unicql::Options options;
    options.contact_points = {plan.host};
    options.port = static_cast<std::uint16_t>(plan.port);
    options.keyspace = plan.keyspace;
    options.local_datacenter = plan.local_datacenter;
    options.page_size = plan.page_size;
    // Hundreds of sessions that are opened together take longer than the default of each.
    options.connect_timeout = std::chrono::seconds(60);
    return unicql::Session::connect(options);
  }

  unicql::Bound row(std::size_t n) const {
    auto bound = insert_->bound();
    bound.set(0, static_cast<std::int32_t>(n >> 10));
    for (std::size_t i = 1; i < plan_.column_count; ++i) {
      column_set(plan_.columns[i], bound, i, static_cast<std::uint32_t>(n & 1023));
    }
    return bound;
  }

  unicql::Future<unicql::Rows> begin(std::size_t n) const {
    if (plan_.action == ACTION_BATCH) {
      unicql::Batch batch(unicql::BatchKind::Unlogged);
      for (std::size_t i = 0; i < plan_.batch; ++i) batch.add(row(n * plan_.batch + i));
      return session_->execute_async(batch);
    }
    const bool mixed_write = plan_.action == ACTION_MIXED && n % 100 < plan_.insert_percent;
    if (plan_.action == ACTION_INSERT || mixed_write) return session_->execute_async(row(n));
    if (!select_) return session_->execute_async(unicql::Statement(plan_.select));
    return session_->execute_async(select_->bind(static_cast<std::int32_t>(plan_.partition)));
  }

  void read(const unicql::Rows& rows) {
    std::uint32_t sum = 0;
    for (const auto row : rows) {
      for (std::size_t i = 0; i < plan_.column_count; ++i) sum += column_digest(plan_.columns[i], row, i);
    }
    digest_ += sum;
  }

  void one_by_one(std::vector<double>& latencies_us) {
    for (std::size_t n = 0; n < latencies_us.size(); ++n) {
      const auto begun = Clock::now();
      if (plan_.paged) {
        for (const auto& page : session_->pages(select_->bind(static_cast<std::int32_t>(plan_.partition))))
          read(page);
      } else {
        read(begin(n).get());
      }
      latencies_us[n] = us_since(begun);
    }
  }

  void each_its_session(std::vector<double>& latencies_us) {
    std::atomic<std::size_t> next{0};
    const auto work = [&] {
      for (auto n = next++; n < latencies_us.size(); n = next++) {
        const auto begun = Clock::now();
        const auto session = connect(plan_);
        read(session.execute(unicql::Statement(plan_.select)));
        session.close();
        latencies_us[n] = us_since(begun);
      }
    };
    std::vector<std::future<void>> workers;
    for (std::size_t i = 0; i < plan_.concurrency; ++i) {
      workers.push_back(std::async(std::launch::async, work));
    }
    for (auto& worker : workers) worker.get();
  }

  /// Operations that are done together.
  struct Load {
    std::vector<double>& latencies_us;
    std::atomic<std::size_t> next{0};
    std::mutex mutex{};
    std::condition_variable all_ended{};
    std::size_t ended = 0;
    std::exception_ptr error{};
  };

  void many_at_once(std::vector<double>& latencies_us) {
    Load load{latencies_us};
    if (plan_.rate_per_second > 0) {
      start_at_rate(load);
    } else {
      for (std::size_t i = 0; i < plan_.concurrency; ++i) start_next(load);
    }
    std::unique_lock lock(load.mutex);
    load.all_ended.wait(lock, [&] { return load.ended == latencies_us.size() || load.error; });
    if (load.error) std::rethrow_exception(load.error);
  }

  /// Begins each operation at its time, so that a slow answer delays no other.
  void start_at_rate(Load& load) {
    const auto start = Clock::now();
    const std::chrono::duration<double> between(1.0 / static_cast<double>(plan_.rate_per_second));
    for (std::size_t n = 0; n < load.latencies_us.size(); ++n) {
      const auto due = start + std::chrono::duration_cast<Clock::duration>(between * static_cast<double>(n));
      std::this_thread::sleep_until(due);
      begin_operation(load, n, due);
    }
  }

  void start_next(Load& load) {
    const auto n = load.next++;
    if (n < load.latencies_us.size()) begin_operation(load, n, Clock::now());
  }

  void begin_operation(Load& load, std::size_t n, Clock::time_point counted_from) {
    std::ignore = begin(n).then([this, &load, n, counted_from](unicql::Future<unicql::Rows> rows) {
      try {
        read(rows.get());
        load.latencies_us[n] = us_since(counted_from);
        if (plan_.rate_per_second == 0) start_next(load);
        end(load, nullptr);
      } catch (...) {
        end(load, std::current_exception());
      }
    });
  }

  /// The load may be gone as soon as the lock is, so it is told of the end under the lock. It is told once: a
  /// thread that is woken for each operation would be measured with the driver.
  static void end(Load& load, std::exception_ptr error) {
    const std::lock_guard lock(load.mutex);
    ++load.ended;
    if (error) load.error = error;
    if (error || load.ended == load.latencies_us.size()) load.all_ended.notify_one();
  }

  const Plan& plan_;
  /// That of all operations, unless each has one of its own.
  std::optional<unicql::Session> session_{};
  std::optional<unicql::Prepared> select_{};
  std::optional<unicql::Prepared> insert_{};
  std::atomic<std::uint32_t> digest_{0};
};

void measure(Client& client, const Plan& plan) {
  const auto operations = plan.operations;
  std::vector<double> latencies_us;
  client.take_digest();
  auto cpu = plan.from_start ? 0.0 : cpu_us();
  const auto begun = Clock::now();
  client.run(operations, latencies_us);
  const auto elapsed = us_since(begun);
  cpu = cpu_us() - cpu;
  std::ranges::sort(latencies_us);
  std::printf(
      R"({"operations":%zu,"elapsed_us":%.1f,"cpu_us":%.1f,"rss_kib":%ld,"p50_us":%.1f,"p99_us":%.1f,"digest":%u})"
      "\n",
      operations, elapsed, cpu, resident_kib(), latencies_us[operations / 2],
      latencies_us[operations * 99 / 100], client.take_digest());
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) try {
  const auto plan = plan_parse(argc, argv);
  Client client(plan);
  if (!plan.from_start) {
    std::vector<double> unused;
    client.run(plan.warmup, unused);
    std::puts(R"({"warm":true})");
    std::fflush(stdout);
    if (std::getchar() == EOF) return EXIT_FAILURE;
  }
  measure(client, plan);
  client.close();
  return EXIT_SUCCESS;
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return EXIT_FAILURE;
}
