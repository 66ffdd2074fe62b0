package com.datastax.oss.protocol.internal.response.result;

import com.datastax.oss.protocol.internal.Message;
import com.datastax.oss.protocol.internal.PrimitiveCodec;
import com.datastax.oss.protocol.internal.PrimitiveSizes;
import com.datastax.oss.protocol.internal.ProtocolConstants;
import com.datastax.oss.protocol.internal.response.Result;

/**
 * Comes before the class of the same name in simulacron, which says of every statement that its first parameter is the
 * partition key, even when it has no parameter. A client that believes it cannot execute such a statement.
 */
public class Prepared extends Result {
  public final byte[] preparedQueryId;
  public final byte[] resultMetadataId;
  public final RowsMetadata variablesMetadata;
  public final RowsMetadata resultMetadata;

  public Prepared(byte[] id, byte[] resultId, RowsMetadata variables, RowsMetadata results) {
    super(ProtocolConstants.ResultKind.PREPARED);
    preparedQueryId = id;
    resultMetadataId = resultId;
    variablesMetadata = withoutFalseKey(variables);
    resultMetadata = results;
  }

  private static RowsMetadata withoutFalseKey(RowsMetadata variables) {
    if (variables.columnCount > 0) return variables;
    return new RowsMetadata(variables.columnSpecs, variables.pagingState, new int[0], variables.newResultMetadataId);
  }

  public static class SubCodec extends Result.SubCodec {
    public SubCodec(int protocolVersion) {
      super(ProtocolConstants.ResultKind.PREPARED, protocolVersion);
    }

    private boolean hasResultId() {
      return protocolVersion >= ProtocolConstants.Version.V5;
    }

    private boolean hasKeyIndices() {
      return protocolVersion >= ProtocolConstants.Version.V4;
    }

    @Override
    public <B> void encode(B target, Message message, PrimitiveCodec<B> codec) {
      Prepared prepared = (Prepared) message;
      codec.writeShortBytes(prepared.preparedQueryId, target);
      if (hasResultId()) codec.writeShortBytes(prepared.resultMetadataId, target);
      prepared.variablesMetadata.encode(target, codec, hasKeyIndices(), protocolVersion);
      prepared.resultMetadata.encode(target, codec, false, protocolVersion);
    }

    @Override
    public int encodedSize(Message message) {
      Prepared prepared = (Prepared) message;
      return PrimitiveSizes.sizeOfShortBytes(prepared.preparedQueryId)
          + (hasResultId() ? PrimitiveSizes.sizeOfShortBytes(prepared.resultMetadataId) : 0)
          + prepared.variablesMetadata.encodedSize(hasKeyIndices(), protocolVersion)
          + prepared.resultMetadata.encodedSize(false, protocolVersion);
    }

    @Override
    public <B> Message decode(B source, PrimitiveCodec<B> codec) {
      throw new UnsupportedOperationException("a server reads no results");
    }
  }
}
