namespace ProtocolGateway.Ocpi.Wire;

/// <summary>
/// How the <c>Authorization</c> header carries a token. Peers of every version do or don't encode it (ocpi.md 1.2), so it is
/// a setting of each direction.
/// </summary>
internal enum TokenForm
{
    /// <summary>Heard: either form. Said: as the version's text has it.</summary>
    Auto,

    Base64,

    Plain,
}
