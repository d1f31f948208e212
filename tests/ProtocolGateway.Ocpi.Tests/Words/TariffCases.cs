using System.Text.Json.Nodes;
using ProtocolGateway.Canonical;
using ProtocolGateway.Ocpi.Tests.StandIns;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Ocpi.Tests.Words;

/// <summary>The specification's worked figures, with tariff, usage and cost as data; read where they lie, and never part of this repository.</summary>
internal static class TariffCases
{
    public static IReadOnlyList<JsonObject> All { get; } = Places.Samples is null
        ? []
        : [.. JsonNode.Parse(File.ReadAllText(Path.Combine(Places.Samples, "tariff-cases.json")))!["cases"]!.AsArray().Select(c => c!.AsObject())];

    public static IEnumerable<string> Names => All.Select(Name);

    /// <summary>Those of which older documents say another cost, by the rule that rounds charging and parking time together.</summary>
    public static IEnumerable<(string Name, decimal Cost)> Historical =>
        from one in All
        from variant in one["historical_variants"]?.AsArray() ?? []
        where (string?)variant!["rule"] == "SESSION_TOTAL"
        select (Name(one), variant["excl_vat"]!.GetValue<decimal>());

    public static JsonObject Find(string name) => All.Single(c => Name(c) == name);

    /// <summary>Read by the product's own mapping; an example of 2.3.0 without its tax_included means NO.</summary>
    public static Tariff Tariff(JsonObject one)
    {
        var (version, tariff) = ((string)one["tariff_schema"]!, one["tariff"]!.DeepClone());
        if (version == "2.3.0") tariff["tax_included"] ??= "NO";
        var reading = Paper.Read(version, "tariff", tariff.ToJsonString());
        return reading.Message as Tariff ?? throw new AssertionException($"{Name(one)}: {string.Join("; ", reading.Faults)}");
    }

    public static Usage Usage(JsonObject one)
    {
        var session = one["session"]!;
        var periods = session["periods"]!.AsArray().Select(p => p!).ToList();
        return new Usage
        {
            TimeZone = TimeZoneInfo.FindSystemTimeZoneById((string)session["time_zone"]!),
            Periods = [.. periods.Select(Period)],
        };
    }

    private static UsagePeriod Period(JsonNode period)
    {
        var start = period["start_date_time"]!.GetValue<DateTimeOffset>();
        return new()
        {
            Start = start,
            End = start.AddSeconds(period["duration_s"]!.GetValue<double>()),
            State = Enum.Parse<UsageState>((string)period["state"]!, ignoreCase: true),
            Energy = period["energy_kwh"]?.GetValue<decimal>() ?? 0,
            Power = period["power_kw"]?.GetValue<decimal>(),
            Current = period["current_a"]?.GetValue<decimal>(),
        };
    }

    private static string Name(JsonObject one) => (string)one["id"]!;
}
