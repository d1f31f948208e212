using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping.Files;
using ProtocolGateway.Partners;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Mapping.Cases;

/// <summary>What a case runs in: a directory of its own, an agreement, settings, and a fixed time.</summary>
internal sealed class CaseStand
{
    private static readonly PartyId Gateway = new("FR", "GTW");
    private static readonly DateTimeOffset Today = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly List<MappingFault> faults = [];
    private readonly FileDirectory directory;
    private readonly Agreement? agreement;
    private readonly DateTimeOffset at = Today;
    private readonly CaseTrail trail;

    public CaseStand(CaseSurroundings surroundings, CaseTrail trail)
    {
        this.trail = trail;
        var locations = All<Location>(surroundings.Locations);
        directory = new FileDirectory(locations.Where(l => l.Party is not null), All<Token>(surroundings.Tokens), All<Tariff>(surroundings.Tariffs).Where(t => t is { Party: not null, Id: not null }));
        if (surroundings.At is { } now && !DateTimeOffset.TryParse(now.Text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out at))
            faults.Add(new MappingFault(now.At, $"'{now}' is no instant", "write 2024-06-12T09:47:53Z"));
        agreement = AgreementOf(surroundings.Agreement);
        Reading = new ReadContext { TimeZone = ZoneOf(surroundings.Settings?.Member("TimeZone")), WhMeansKWh = Says("WhMeansKWh", "true"), Trail = trail };
        PartySeparator = surroundings.Settings?.Member("PartyIdSeparator") is { } separator ? (separator.Text == "none" ? "" : separator.Text) : "*";
        EnergyInKWh = Says("EnergyUnit", "kWh");

        bool Says(string setting, string value) => surroundings.Settings?.Member(setting)?.Text == value;
    }

    public IReadOnlyList<MappingFault> Faults => faults;

    public ReadContext Reading { get; }

    private string PartySeparator { get; }

    private bool EnergyInKWh { get; }

    public WriteContext Writing(IReadOnlyDictionary<string, string> envelope) =>
        new() { Envelope = envelope, PartySeparator = PartySeparator, EnergyInKWh = EnergyInKWh, Trail = trail };

    public Completion Completion(object message) => new()
    {
        Message = message,
        Directory = directory,
        Places = directory,
        Sessions = new FileSessions(),
        Agreement = agreement,
        Gateway = Gateway,
        At = at,
    };

    private List<T> All<T>(CaseNode? list) where T : class =>
        list is null ? [] : [.. list.Items.Select(i => new OurSide(faults).Record(i, typeof(T))).OfType<T>()];

    private TimeZoneInfo ZoneOf(CaseNode? zone)
    {
        if (zone is null) return TimeZoneInfo.Utc;
        if (TimeZoneInfo.TryFindSystemTimeZoneById(zone.Text, out var known)) return known;
        faults.Add(new MappingFault(zone.At, $"'{zone}' is no time zone", "write one as Europe/Paris"));
        return TimeZoneInfo.Utc;
    }

    private Agreement? AgreementOf(CaseNode? node)
    {
        if (node is null) return null;
        var unpriced = node.Member("Unpriced");
        if (unpriced is not (null or { Text: "hold" or "zero-with-remark" }))
            faults.Add(new MappingFault(unpriced.At, $"'{unpriced}' is no rule for records without a price", "write hold or zero-with-remark"));
        return new Agreement
        {
            Tariff = node.Member("Tariff")?.Text,
            Currency = node.Member("Currency")?.Text,
            Unpriced = unpriced?.Text == "zero-with-remark" ? UnpricedPolicy.ZeroWithRemark : UnpricedPolicy.Hold,
        };
    }
}
