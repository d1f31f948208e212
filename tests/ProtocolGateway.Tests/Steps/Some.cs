using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Tests.Steps;

/// <summary>A session at a charge point of FR*798, seen from everywhere.</summary>
internal static class Some
{
    public static DateTimeOffset At(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture);

    public static PartyId Party(string key) => new(key[..2], key[2..]);

    public static Partner Partner(string id, Role role, string party) => new()
    {
        Id = id,
        Protocol = "test",
        Dialect = "test",
        Roles = [new PartnerRole(role, Party(party))],
        Settings = id,
    };

    public static Partner Hub { get; } = Partner("gireve", Role.HUB, "FR107");

    /// <summary>As eMIP tells it: not dated, and without anything that eMIP has no field for.</summary>
    public static ChargeDetailRecord FromEmip { get; } = new()
    {
        Party = Party("FR798"),
        Id = "S-1",
        SessionId = "S-1",
        StartDateTime = At("2026-03-01T12:00:00Z"),
        EndDateTime = At("2026-03-01T13:30:00Z"),
        CdrToken = new CdrToken { Party = Party("DEABC"), Type = TokenType.RFID, Uid = "04A2B3C4D5E680" },
        CdrLocation = new CdrLocation { EvseId = "FR*798*EHALLES*01" },
        TotalEnergy = 21.5m,
        TotalTime = TimeSpan.FromMinutes(90),
        Currency = "EUR",
        TotalCost = new Price { BeforeTaxes = 8.6m },
    };

    /// <summary>As an OCPI party tells it: its own date, and its own snapshots.</summary>
    public static ChargeDetailRecord FromOcpi { get; } = FromEmip with
    {
        Id = "CDR-9",
        SessionId = "SES-9",
        AuthMethod = AuthMethod.AUTH_REQUEST,
        CdrToken = new CdrToken { Party = Party("DEABC"), Type = TokenType.RFID, Uid = "04A2B3C4D5E680", ContractId = "DE-ABC-C12345678-9" },
        CdrLocation = new CdrLocation
        {
            Id = "HALLES",
            Address = "Rue Rambuteau 1",
            City = "Paris",
            Country = "FRA",
            Coordinates = new GeoLocation { Latitude = "48.862725", Longitude = "2.347870" },
            EvseUid = "3256",
            EvseId = "FR*798*EHALLES*01",
            ConnectorId = "1",
            ConnectorStandard = ConnectorType.IEC_62196_T2,
            ConnectorFormat = ConnectorFormat.SOCKET,
            ConnectorPowerType = PowerType.AC_3_PHASE,
        },
        LastUpdated = At("2026-03-01T13:40:00Z"),
    };

    public static Connector Connector { get; } = new()
    {
        Id = "1",
        Standard = ConnectorType.IEC_62196_T2,
        Format = ConnectorFormat.SOCKET,
        PowerType = PowerType.AC_3_PHASE,
        MaxVoltage = 230,
        MaxAmperage = 32,
        TariffIds = ["T1"],
    };

    public static Evse Evse { get; } = new() { Uid = "3256", EvseId = "FR*798*EHALLES*01", Connectors = [Connector] };

    public static Location Location { get; } = new()
    {
        Party = Party("FR798"),
        Id = "HALLES",
        Name = "Les Halles",
        Address = "Rue Rambuteau 1",
        City = "Paris",
        PostalCode = "75001",
        State = "Île-de-France",
        Country = "FRA",
        Coordinates = new GeoLocation { Latitude = "48.862725", Longitude = "2.347870" },
        Evses = [Evse],
        LastUpdated = At("2026-01-01T00:00:00Z"),
    };

    public static Token Token { get; } = new()
    {
        Party = Party("DEABC"),
        Uid = "04A2B3C4D5E680",
        Type = TokenType.RFID,
        ContractId = "DE-ABC-C12345678-9",
        Issuer = "Volt",
        Valid = true,
        Whitelist = WhitelistType.ALWAYS,
        LastUpdated = At("2026-01-01T00:00:00Z"),
    };

    /// <summary>The session of both records, known by the ids that their senders gave.</summary>
    public static RememberedSession Session { get; } = new()
    {
        Id = Guid.Parse("6f1f3c58-9ce4-4d7e-a35a-6a0c8f4c2f11"),
        Cpo = Party("FR798"),
        Emsp = Party("DEABC"),
        Names = [new SessionName("FR798", SessionNameKind.Service, "S-1"), new SessionName("FR798", SessionNameKind.Cpo, "SES-9")],
    };
}
