using System.Text;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Publishing;
using ProtocolGateway.Tests.Exchanges;
using ProtocolGateway.Tests.Journal;

namespace ProtocolGateway.Tests.Publishing;

/// <summary>A CPO and an eMSP that roam with each other, and a hub that reaches two more of each.</summary>
public abstract class PublishingTest(JournalProvider provider) : JournalTest(provider)
{
    private protected static readonly DateTimeOffset At = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    private protected static readonly Partner Hub = Samples.NewPartner("hub", new PartnerRole(Role.HUB, new("FR", "107"))) with
    {
        Reaches =
        [
            new(Role.EMSP, Samples.OtherEmsp), new(Role.EMSP, new("IT", "MMM")), new(Role.EMSP, Samples.Emsp), new(Role.CPO, new("BE", "QQQ")),
        ],
    };

    private protected GatewayUnderTest Gateway { get; private set; } = null!;

    [SetUp]
    public void Start() => Gateway = new(partners: [Samples.CpoPartner, Samples.EmspPartner, Hub], agreements: Agreements);

    [TearDown]
    public async Task Stop() => await Gateway.DisposeAsync();

    private protected virtual IReadOnlyList<Agreement> Agreements => [new()];

    private protected IPublishedObjects Published => Gateway.Get<IPublishedObjects>();

    private protected static Location Location(string id = "LOC1", int minute = 0, EvseStatus status = EvseStatus.AVAILABLE) => new()
    {
        Party = Samples.Cpo,
        Id = id,
        Publish = true,
        Evses = [new() { Uid = "1", EvseId = $"FR*798*E{id}*1", Status = status, LastUpdated = At.AddMinutes(minute) }],
        LastUpdated = At.AddMinutes(minute),
    };

    private protected static Tariff Tariff(string id = "T1", int minute = 0) =>
        new() { Party = Samples.Cpo, Id = id, Currency = "EUR", LastUpdated = At.AddMinutes(minute) };

    private protected static Token Token(string uid = "04A2B3C4", int minute = 0) => new()
    {
        Party = Samples.Emsp,
        Uid = uid,
        Type = TokenType.RFID,
        ContractId = "DE-ABC-C12345678-X",
        Valid = true,
        LastUpdated = At.AddMinutes(minute),
    };

    private protected static string TokenKey { get; } = PublishedForm.Of(PublishedKind.Token).FactKey(PublishedForm.Of(PublishedKind.Token).Name(Token()));

    /// <summary>A second after the last.</summary>
    private protected Task<Publication> SayAsync(object record, Partner? from = null, bool withdraws = false, PublishedObject? basis = null, Hold? hold = null)
    {
        Gateway.Time.Advance(TimeSpan.FromSeconds(1));
        return Gateway.Get<IPublishing>().PublishAsync(
            new()
            {
                Heard = Samples.Said("Publish", from ?? (record is Token ? Samples.EmspPartner : Samples.CpoPartner)),
                Reading = new Reading(record, [], hold, []),
                Withdraws = withdraws,
                Basis = basis,
                Answer = publication => publication.GetType().Name,
            },
            CancellationToken.None);
    }

    /// <summary>Every delivery: <c>location|FR798|LOC1 to emsp DE*ABC: Owed</c>.</summary>
    private protected string[] Deliveries() => [.. Gateway.Deliveries().Select(d => $"{d.Key} to {d.PartnerId} {d.ToParty}: {d.State}".Replace("  ", " ", StringComparison.Ordinal))];

    /// <summary>What was said to a partner, in order, as canonical JSON.</summary>
    private protected string[] Said(string partner) => [.. Gateway.Protocol.Said.Where(d => d.Partner.Id == partner).Select(d => Json(d.Message))];

    private protected static string Json(object record) => Encoding.UTF8.GetString(CanonicalJson.Write(record));
}
