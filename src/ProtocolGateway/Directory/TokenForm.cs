using System.Security.Cryptography;
using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Tokens, each as it is now.</summary>
internal sealed class TokenForm : PublishedForm<Token>
{
    private const int HexDigits = 16;

    public override PublishedKind Kind => PublishedKind.Token;

    public override string Word => "token";

    public override Role? Owner => Role.EMSP;

    public override FactKind? Fact { get; } = FactKinds.Of(nameof(TokenPublished));

    /// <summary>Keys are shown and logged, and a card's number is not.</summary>
    public override string FactKey(PublishedName name) =>
        $"{Word}|{name.Owner}|{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{name.Owner}|{name.Key}")))[..HexDigits]}";

    protected override PartyId? Party(Token record) => record.Party;

    protected override DateTimeOffset? LastUpdated(Token record) => record.LastUpdated;

    protected override IEnumerable<Fault> FindFaults(Token record)
    {
        foreach (var fault in Missing(record.Uid, "uid")) yield return fault;
        if (record.Type is null) yield return new Fault("type", "missing");
    }

    protected override string Key(Token record) => PublishedKeys.OfToken(record.Uid!, record.Type!.Value);

    public override void Keep(DirectoryStatements statements, object record, byte[] body, string partner, DateTimeOffset now)
    {
        var token = (Token)record;
        statements.PutToken(token, body, partner);
        statements.Announce(Subjects.Of(token), now);
    }
}
