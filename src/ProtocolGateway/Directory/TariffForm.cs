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

    /// <summary>One that is published anew after its withdrawal counts from now on, whatever its time.</summary>
    public override void Keep(DirectoryStatements statements, object record, byte[] body, string partner, DateTimeOffset now)
    {
        var tariff = (Tariff)record;
        var (owner, key) = (tariff.Party!.Key, Key(tariff));
        var told = tariff.LastUpdated ?? now;
        statements.PutTariff(owner, key, statements.FindWithdrawal(owner, key) >= told ? now : told, body, partner);
        statements.Announce([Subjects.Tariff(tariff.Party, tariff.Id!)], now);
    }

    /// <summary>A tariff that was withdrawn is kept: sessions that began before are still charged by it.</summary>
    public override void Withdraw(DirectoryStatements statements, object record, string partner, DateTimeOffset now)
    {
        var tariff = (Tariff)record;
        // A version whose time lies ahead of our clock would else count again once it has come.
        var from = tariff.LastUpdated >= now ? tariff.LastUpdated.Value.AddMilliseconds(1) : now;
        statements.PutTariff(tariff.Party!.Key, Key(tariff), from, [], partner);
        statements.Announce([Subjects.Tariff(tariff.Party, tariff.Id!)], now);
    }
}
