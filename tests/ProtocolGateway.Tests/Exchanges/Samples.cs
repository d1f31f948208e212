using Microsoft.Extensions.Configuration;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Exchanges;

internal static class Samples
{
    public static PartyId Cpo { get; } = new("FR", "798");

    public static PartyId Emsp { get; } = new("DE", "ABC");

    public static PartyId OtherEmsp { get; } = new("NL", "XYZ");

    public static DateTimeOffset Start { get; } = new(2026, 9, 30, 8, 0, 0, TimeSpan.Zero);

    public static Partner CpoPartner { get; } = NewPartner("cpo", new PartnerRole(Role.CPO, Cpo));

    public static Partner EmspPartner { get; } = NewPartner("emsp", new PartnerRole(Role.EMSP, Emsp));

    public static Partner NewPartner(string id, params PartnerRole[] roles) => new()
    {
        Id = id,
        Protocol = "scripted",
        Dialect = "scripted",
        Roles = roles,
        Settings = new object(),
    };

    /// <summary>The eMSP with a section <c>Delivery</c> of its own.</summary>
    public static Partner Told(string delivery)
    {
        var configuration = new ConfigurationBuilder()
            .AddJsonStream(new MemoryStream(System.Text.Encoding.UTF8.GetBytes($$"""{ "emsp": { "Delivery": {{delivery}} } }"""))).Build();
        var faults = new List<SettingFault>();
        var read = new DeliveryReader(new SettingSection(configuration.GetSection("emsp"), faults)).Read();
        Assert.That(faults, Is.Empty);
        return EmspPartner with { Delivery = read };
    }

    public static ChargeDetailRecord Record(string id = "S-1") => new()
    {
        Party = Cpo,
        Id = id,
        SessionId = id,
        StartDateTime = Start,
        EndDateTime = Start.AddHours(1),
        CdrToken = new() { Party = Emsp, Uid = "04A2B3C4", Type = TokenType.RFID, ContractId = "DE-ABC-C12345678-X" },
        Currency = "EUR",
        TotalCost = new() { BeforeTaxes = 4.20m },
        TotalEnergy = 12.5m,
        TotalTime = TimeSpan.FromHours(1),
        LastUpdated = Start.AddHours(2),
    };

    public static Session Report(string id = "S-1", int minute = 10) => new()
    {
        Party = Cpo,
        Id = id,
        StartDateTime = Start,
        ReadAt = Start.AddMinutes(minute),
        Kwh = minute / 10m,
        CdrToken = new() { Party = Emsp, Uid = "04A2B3C4", Type = TokenType.RFID },
        Currency = "EUR",
    };

    public static HeardFact Heard(ChargeDetailRecord record, Partner? from = null, Hold? hold = null) =>
        Fact(new ChargeDetailRecordIssued { Record = record }, "Record", from, hold);

    public static HeardFact Heard(Session session, Partner? from = null, Hold? hold = null) =>
        Fact(new SessionUpdated { Session = session }, "Report", from, hold);

    public static Heard Said(string operation, Partner? from, string body = "<body/>") => new()
    {
        Partner = from,
        Protocol = "scripted",
        Operation = operation,
        ReceivedAt = new DateTimeOffset(2026, 10, 1, 11, 59, 59, TimeSpan.Zero),
        Body = System.Text.Encoding.UTF8.GetBytes(body),
        Headers = "POST /scripted HTTP/1.1\ncontent-type: text/plain",
    };

    private static HeardFact Fact(object message, string operation, Partner? from, Hold? hold) => new()
    {
        Heard = Said(operation, from ?? CpoPartner),
        Reading = new Reading(message, [], hold, []),
        SessionIdIs = SessionNameKind.Service,
        Answer = acceptance => acceptance switch
        {
            Acceptance.Accepted accepted => accepted.Repeat ? "again" : "taken",
            Acceptance.Refused refused => refused.Refusal.ToString(),
            _ => throw new InvalidOperationException(),
        },
    };
}
