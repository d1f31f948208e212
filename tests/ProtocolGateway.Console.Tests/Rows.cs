using ProtocolGateway.Canonical;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Console.Tests;

/// <summary>Rows as the engine writes them, with ids that can be read.</summary>
internal static class Rows
{
    public static DateTimeOffset Now { get; } = new(2026, 10, 1, 12, 0, 0, TimeSpan.Zero);

    public static PartyId Cpo { get; } = new("FR", "798");

    public static PartyId Emsp { get; } = new("DE", "ABC");

    public static Guid Id(int number) => new($"00000000-0000-7000-8000-{number:d12}");

    public static GatewaySettings Settings(string folder, string? licenseKey) => new()
    {
        Party = new PartyId("FR", "GTW"),
        DataDirectory = folder,
        Listen = "http://127.0.0.1:8080",
        ConsoleListen = "http://127.0.0.1:8081",
        Mappings = folder,
        Node = "test",
        Schemas = folder,
        AutoMapperLicenseKey = licenseKey,
        Partners = new PartnerBook(new PartyId("FR", "GTW"),
        [
            new() { Id = "acme-cpo", Protocol = "emip", Dialect = "emip", Roles = [new(Role.CPO, Cpo)], Settings = "a secret" },
            new() { Id = "volt-emsp", Protocol = "ocpi", Dialect = "ocpi-2.2.1", Roles = [new(Role.EMSP, Emsp)], Settings = "a secret" },
            new() { Id = "quiet-cpo", Protocol = "ocpi", Dialect = "ocpi-2.2.1", Roles = [new(Role.CPO, new PartyId("NL", "QUI"))], Settings = "a secret" },
        ], []),
    };

    public static DeliveryRow Delivery(int number, DeliveryState state = DeliveryState.Owed, string? partner = "volt-emsp", string message = "ChargeDetailRecordIssued") => new()
    {
        Sequence = number,
        Id = Id(number),
        ExchangeId = Id(900),
        SourceId = "acme-cpo",
        PartnerId = partner,
        Message = message,
        Key = $"cdr|FR798|S-{number}",
        Subject = $"cdr:S-{number}",
        FromParty = "FR*798",
        ToParty = "DE*ABC",
        State = state,
        Cause = "heard",
        NotBefore = Now,
        ReceivedAt = Now.AddMinutes(-10),
        UpdatedAt = Now.AddMinutes(-9),
    };

    public static MoveRow Move(
        int delivery, int number, DeliveryState from, DeliveryState to, string cause, string? sent = null, string? answer = null, string? losses = null,
        string? mappings = null) =>
        new()
        {
            Delivery = delivery,
            At = Now.AddMinutes(-10 + number),
            FromState = from,
            ToState = to,
            Cause = cause,
            Sent = sent,
            Answer = answer,
            Losses = losses,
            MappingVersion = mappings,
        };

    public static ExchangeRow Exchange(byte[] body, ExchangeResult result = ExchangeResult.Accepted) => new()
    {
        Id = Id(900),
        PartnerId = "acme-cpo",
        Protocol = "emip",
        Operation = "SetChargeDetailRecord",
        ReceivedAt = Now.AddMilliseconds(-250),
        Result = result,
        Body = body,
        Headers = "POST /api/emip HTTP/1.1\nauthorization: ***",
        Canonical = result == ExchangeResult.Refused ? null : CanonicalJson.Write(Record),
        Answer = "<answer>été</answer>",
        Refusal = result == ExchangeResult.Refused ? "Malformed: startTime" : null,
        FactKey = result == ExchangeResult.Refused ? null : "cdr|FR798|S-1",
    };

    public static ChargeDetailRecord Record { get; } = new()
    {
        Party = Cpo,
        Id = "S-1",
        CdrToken = new() { Party = Emsp, Uid = "04A2B3C4", Type = TokenType.RFID },
        TotalEnergy = 12.5m,
        TotalTime = TimeSpan.FromMinutes(90),
    };

    /// <summary>What <see cref="Delivery"/> 1 stands on.</summary>
    public static object[] Ground() =>
    [
        Exchange("<body/>"u8.ToArray()),
        new FactRow { Key = "cdr|FR798|S-1", ContentHash = [1], ExchangeId = Id(900), Message = "ChargeDetailRecordIssued", SessionId = Id(800), PosterId = "acme-cpo" },
        Session(800),
    ];

    public static SessionRow Session(int number) => new()
    {
        Id = Id(number),
        Cpo = Cpo.Key,
        Emsp = Emsp.Key,
        Body = CanonicalJson.Write(new RememberedSession
        {
            Id = Id(number),
            Cpo = Cpo,
            Emsp = Emsp,
            Token = new() { Party = Emsp, Uid = "04A2B3C4", Type = TokenType.RFID },
            AuthMethod = AuthMethod.AUTH_REQUEST,
            AuthorizationReference = "A-1",
            EvseId = "FR*798*E1",
            Names = [new("FR798", SessionNameKind.Service, $"S-{number}"), new("DEABC", SessionNameKind.Emsp, "X")],
        }),
        UpdatedAt = Now,
    };

    public static FindingRow Finding(int number, FindingState state = FindingState.Open) =>
        new() { Id = number, Code = "DeliveryRefused", Text = "2001: \"no\" & <why>", Subject = "cdr|FR798|S-1", At = Now.AddMinutes(number), State = state };
}
