'use strict';

const { types } = require('cassandra-driver');

class FlightsError extends Error {}

/** Reads the settings of the program from environment variables; throws a FlightsError for a bad one. */
function readSettings(environment) {
  const value = (name, fallback) => environment[name] || fallback;
  const writer = value('FLIGHTS_WRITER', 'node');
  const data = value('FLIGHTS_DATA');
  if (!data)
    throw new FlightsError(
      'FLIGHTS_DATA: a directory with airports.tsv, flights.tsv and schema.cql is needed',
    );
  return {
    contactPoints: value('UNICQL_CONTACT_POINTS', '127.0.0.1:9042').split(','),
    localDataCenter: value('UNICQL_LOCAL_DATACENTER', 'dc1'),
    keyspace: checkKeyspace(value('FLIGHTS_KEYSPACE', 'flights')),
    data,
    steps: checkSteps(value('FLIGHTS_STEPS', 'write,read')),
    writer,
    reads: value('FLIGHTS_READS', writer),
    concurrency: checkConcurrency(value('FLIGHTS_CONCURRENCY', '64')),
    run: checkRun(value('FLIGHTS_RUN')),
  };
}

function checkKeyspace(name) {
  if (/^[a-z][a-z0-9_]{0,47}$/.test(name)) return name;
  throw new FlightsError(`FLIGHTS_KEYSPACE: '${name}' is not a name of small letters, digits and _`);
}

function checkSteps(text) {
  const steps = text.split(',');
  if (text === 'drop' || steps.every((step) => step === 'write' || step === 'read')) return steps;
  throw new FlightsError(`FLIGHTS_STEPS: '${text}' is none of write, read, write,read and drop`);
}

function checkConcurrency(text) {
  const concurrency = Number(text);
  if (Number.isInteger(concurrency) && concurrency >= 1 && concurrency <= 4096) return concurrency;
  throw new FlightsError(`FLIGHTS_CONCURRENCY: '${text}' is not a number from 1 to 4096`);
}

function checkRun(text) {
  if (text === undefined) return types.Uuid.random();
  try {
    return types.Uuid.fromString(text);
  } catch {
    throw new FlightsError(`FLIGHTS_RUN: '${text}' is not a UUID`);
  }
}

module.exports = { FlightsError, readSettings };
