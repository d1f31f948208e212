using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>What objects are known by, within their kind and owner.</summary>
public static class PublishedKeys
{
    /// <summary>A location's, a tariff's or an invoice record's: ids are compared whatever their case.</summary>
    public static string Of(string id) => id.Trim().ToUpperInvariant();

    /// <summary>The same uid may be a card and an app's user.</summary>
    public static string OfToken(string uid, TokenType type) => $"{Of(uid)}|{type}";
}
