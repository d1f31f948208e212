using ProtocolGateway.Canonical;

namespace ProtocolGateway.Ocpi.Wire;

/// <summary>Types of tokens as addresses name them: each version knows some, and calls the others OTHER (ocpi.md 5.5, 6.7).</summary>
internal static class TokenTypes
{
    public static string Name(TokenType type, OcpiVersion version) => (type switch
    {
        TokenType.EMAID when version.Number != "2.3.0" => TokenType.OTHER,
        TokenType.AD_HOC_USER or TokenType.APP_USER when !version.Routes => TokenType.OTHER,
        _ => type,
    }).ToString();

    /// <summary>RFID where the address names none; null where it names something that is none.</summary>
    public static TokenType? Read(string? name) =>
        name is null ? TokenType.RFID : Enum.TryParse<TokenType>(name, ignoreCase: true, out var type) && !char.IsAsciiDigit(name[0]) ? type : null;
}
