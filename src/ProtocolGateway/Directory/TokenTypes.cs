using ProtocolGateway.Canonical;

namespace ProtocolGateway.Directory;

/// <summary>
/// Which types of token can mean the same thing. eMIP's EMP-SPEC is told neither from an app's user nor from any other, and
/// OCPI 2.2.1 has only OTHER for a contract (translation.md section 7). A card is a card.
/// </summary>
internal static class TokenTypes
{
    private static readonly TokenType[] Cards = [TokenType.RFID];
    private static readonly TokenType[] Users = [TokenType.AD_HOC_USER, TokenType.APP_USER, TokenType.EMAID, TokenType.OTHER];

    public static IReadOnlyList<TokenType> Alike(TokenType type) => type == TokenType.RFID ? Cards : Users;

    /// <summary>Those of that very type; where there are none, those of a type that can mean the same.</summary>
    /// <param name="tokens">All with the uid's key.</param>
    public static IReadOnlyList<Token> Choose(IReadOnlyList<Token> tokens, string uid, TokenType? type)
    {
        var named = tokens.Where(t => IsNamed(t, uid)).ToList();
        if (type is not { } wanted) return named;
        var exact = named.Where(t => t.Type == wanted).ToList();
        return exact.Count > 0 ? exact : [.. named.Where(t => t.Type is { } own && Alike(wanted).Contains(own))];
    }

    /// <summary>Separators are optional in cards and contracts; in ids that an app made they mean something.</summary>
    private static bool IsNamed(Token token, string uid) =>
        token.Type is not (TokenType.APP_USER or TokenType.AD_HOC_USER) || Ids.Same(token.Uid, uid.Trim());
}
