using ProtocolGateway.Canonical;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Directory;

/// <summary>Tariffs, each in all its versions: a session is charged by that of its time.</summary>
internal sealed class TariffForm : PublishedForm<Tariff>
{
    public override PublishedKind Kind => PublishedKind.Tariff;

    public override string Word => "tariff";

    public override Role? Owner => Role.CPO;

    public override FactKind? Fact { get; } = FactKinds.Of(nameof(TariffPublished));

    protected override PartyId? Party(Tariff record) => record.Party;

    protected override DateTimeOffset? LastUpdated(Tariff record) => record.LastUpdated;

    protected override IEnumerable<Fault> FindFaults(Tariff record) => Missing(record.Id, "id");

    protected override string Key(Tariff record) => PublishedKeys.Of(record.Id!);

    /// <summary>A tariff that was withdrawn is kept: sessions that began before are still charged by it.</summary>
    public override void Keep(DirectoryStatements statements, object record, byte[] body, string partner, DateTimeOffset now)
    {
        var tariff = (Tariff)record;
        statements.PutTariff(tariff.Party!.Key, Key(tariff), tariff.LastUpdated ?? now, body, partner);
        statements.Announce([Subjects.Tariff(tariff.Party, tariff.Id!)], now);
    }
}
