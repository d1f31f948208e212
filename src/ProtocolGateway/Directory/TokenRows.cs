using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Tokens, each as it is now.</summary>
internal sealed class TokenRows(Partner partner) : IImportedRows<Token>
{
    public IEnumerable<Fault> Check(Reading reading)
    {
        foreach (var fault in RowChecks.Reading(reading)) yield return fault;
        if (reading.Message is not Token token) yield break;
        foreach (var fault in RowChecks.Owner(partner, Role.EMSP, token.Party)) yield return fault;
        if (string.IsNullOrWhiteSpace(token.Uid)) yield return new Fault("uid", "missing");
        if (token.Type is null) yield return new Fault("type", "missing");
    }

    public string Key(Token row) => $"{row.Party!.Key}|{row.Type}|{Ids.Key(row.Uid!)}";

    public void Write(Token row, DirectoryStatements statements, DateTimeOffset now)
    {
        var body = CanonicalJson.Write(row);
        if (statements.FindToken(row) is { } before && before.AsSpan().SequenceEqual(body)) return;
        statements.PutToken(row, body, partner.Id);
        statements.Announce(Subjects.Of(row), now);
    }
}
