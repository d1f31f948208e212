namespace ProtocolGateway.Partners;

/// <summary>A protocol's settings of a partner with whom the connection, or its version, is negotiated.</summary>
public interface INegotiated
{
    /// <summary>By a handshake, whose tokens are kept in the journal.</summary>
    bool Registers { get; }

    /// <summary>The handshake has come to its end, and counts.</summary>
    bool IsRegistered { get; }

    /// <summary>The mapping folder that writes for the partner as things stand now.</summary>
    string Dialect { get; }
}
