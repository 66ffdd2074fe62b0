"""Lets auth providers of the program speak for its connections."""

from __future__ import annotations

import logging

log = logging.getLogger("cassandra.cluster")


class Authentication:
    """Asks a provider for an authenticator for each connection. The core calls it on the thread of policies."""

    def __init__(self, provider, first_address):
        self._provider = provider
        # The core does not always know which of several contact points a connection goes to.
        self._first_address = first_address
        self._authenticators: dict = {}

    def __call__(self, step, number, host, class_name, said, reply):
        try:
            reply.send(self._answer(step, number, host, class_name, said))
        except Exception as error:
            log.debug("An authenticator of the program failed:", exc_info=True)
            reply.fail(str(error) or repr(error))

    def _answer(self, step, number, host, class_name, said):
        if step == "end":
            self._authenticators.pop(number, None)
            return None
        if step == "initial_response":
            authenticator = self._provider.new_authenticator(host or self._first_address)
            authenticator.server_authenticator_class = class_name
            self._authenticators[number] = authenticator
            return _as_bytes(authenticator.initial_response())
        authenticator = self._authenticators[number]
        if step == "evaluate_challenge":
            return _as_bytes(authenticator.evaluate_challenge(said))
        authenticator.on_authentication_success(said)
        return None


def _as_bytes(answer):
    return answer.encode() if isinstance(answer, str) else answer
