import { highestCommonVersion } from './highest-common-version';

const DSE_V1 = 0x41;
const DSE_V2 = 0x42;

/** The versions of the native protocol, and what each can do. This driver speaks version 4. */
export const protocolVersion = {
  v1: 0x01,
  v2: 0x02,
  v3: 0x03,
  v4: 0x04,
  v5: 0x05,
  v6: 0x06,
  dseV1: DSE_V1,
  dseV2: DSE_V2,
  maxSupported: DSE_V2,
  minSupported: 0x01,

  isDse: (version: number): boolean => version >= DSE_V1 && version <= DSE_V2,
  isSupportedCassandra: (version: number): boolean => version >= 0x01 && version <= 0x04,
  isSupported(version: number): boolean {
    return protocolVersion.isDse(version) || protocolVersion.isSupportedCassandra(version);
  },
  supportsPrepareFlags: (version: number): boolean => version === DSE_V2,
  supportsKeyspaceInRequest: (version: number): boolean => version === DSE_V2,
  supportsResultMetadataId: (version: number): boolean => version === DSE_V2,
  supportsPreparedPartitionKey: (version: number): boolean => version >= 0x04,
  supportsSchemaChangeFullMetadata: (version: number): boolean => version >= 0x03,
  supportsContinuousPaging(version: number): boolean {
    return protocolVersion.isDse(version);
  },
  supportsPaging: (version: number): boolean => version >= 0x02,
  supportsTimestamp: (version: number): boolean => version >= 0x03,
  supportsNamedParameters: (version: number): boolean => version >= 0x03,
  supportsUnset: (version: number): boolean => version >= 0x04,
  supportsFailureReasonMap: (version: number): boolean => version >= 0x05,
  uses2BytesStreamIds: (version: number): boolean => version >= 0x03,
  uses4BytesCollectionLength: (version: number): boolean => version >= 0x03,
  uses4BytesQueryFlags(version: number): boolean {
    return protocolVersion.isDse(version);
  },
  canStartupResponseErrorBeWrapped: (version: number): boolean => version >= 0x04,
  getLowerSupported(version: number): number {
    if (version >= 0x05) return 0x04;
    return version <= 0x01 ? 0 : version - 1;
  },
  /** The highest version that a connection and all hosts speak. */
  getHighestCommon: highestCommonVersion,
  isBeta: (version: number): boolean => version === 0x05,
};
export type protocolVersion = number;
