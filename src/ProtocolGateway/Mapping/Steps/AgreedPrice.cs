using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 10: what a charge costs by the tariff that its agreement names, where that is certain.</summary>
internal static class AgreedPrice
{
    /// <summary>The price that the record of this exchange was told with first, whatever the tariff has become; null where none was kept.</summary>
    public static async ValueTask<RatedPrice?> FindKeptAsync(Completion completion, CancellationToken cancellation)
    {
        if (completion is not { Ratings: { } ratings, Exchange: { } exchange } || await ratings.FindAsync(exchange, cancellation).ConfigureAwait(false) is not { } kept) return null;
        completion.Supplied("total_cost", $"tariff {kept.Name}, as it was rated when it was told first");
        completion.Trail?.Took("", kept);
        return kept;
    }

    /// <param name="told">The record as it was heard.</param>
    /// <param name="place">The same with what is known of its place.</param>
    /// <returns>The price, or why there is none; neither where the agreement names no tariff.</returns>
    public static async ValueTask<(RatedPrice? Price, Unrated? Unrated)> RateAsync(
        ChargeDetailRecord told, CdrLocation? place, Completion completion, CancellationToken cancellation)
    {
        if (completion.Agreement?.Tariff is not { } id || told.Party is not { } cpo) return (null, null);
        var (price, doubt) = await RateAsync(told, place, cpo, id, completion, cancellation).ConfigureAwait(false);
        if (price is null) return (null, new(doubt!, Subjects.Tariff(cpo, id)));
        completion.Supplied("total_cost", $"tariff {price.Name}");
        completion.Trail?.Took("", price);
        return (price, null);
    }

    private static async ValueTask<(RatedPrice? Price, string? Doubt)> RateAsync(
        ChargeDetailRecord told, CdrLocation? place, PartyId cpo, string id, Completion completion, CancellationToken cancellation)
    {
        if (await completion.Directory.FindTariffAsync(cpo, id, cancellation).ConfigureAwait(false) is not { } history)
            return (null, $"the directory has no tariff {id} of {cpo}, which the agreement names. Import it (tariffs import)");
        var start = told.StartDateTime ?? completion.At;
        if (history.At(start) is not { } tariff)
            return (null, history.WithdrawnAt(start) is { } withdrawn
                ? $"the tariff {id} of {cpo} was withdrawn at {withdrawn:u}, before the session began at {start:u}. Import the version that was valid then, or let the agreement name another tariff"
                : $"no version of the tariff {id} of {cpo} that the directory has was valid at {start:u}. Import the one that was");
        if (TariffPlan.Read(tariff, out var fault) is not { } plan) return (null, $"the tariff {id} of {cpo} can't be rated with: {fault}");

        var (zone, where) = await ZoneAsync(told, place, completion, cancellation).ConfigureAwait(false);
        if (zone is null && plan.NeedsTimeZone) return (null, $"the tariff {id} of {cpo} goes by the clock, and {where} names no time zone that is known");

        var session = await completion.Memory.FindSessionAsync(told, completion, cancellation).ConfigureAwait(false);
        var untold = completion.Agreement!.UntoldTime == UntoldTimePolicy.Charging ? UsageState.Charging : UsageState.Untold;
        var usage = RecordUsage.Of(
            told, PeriodsStep.Remembered(session, told, completion), TotalsStep.Parked(told, session, completion), zone ?? TimeZoneInfo.Utc, untold, out var lacks);
        if (usage is null) return (null, $"the record can't be rated: {lacks}");
        if (Certainty.WhatDiffers(plan, usage, completion.Agreement.StepRule) is { } doubt)
            return (null, $"by the tariff {id} of {cpo} {doubt.What}, which neither the record nor the session's readings tell. What is missing: {doubt.Missing}");
        return RatedPrice.Of(plan, Rater.Rate(plan, usage, completion.Agreement.StepRule)) is { } price
            ? (price, null)
            : (null, $"the prices of the tariff {id} of {cpo} include taxes of a rate that it doesn't tell");
    }

    private static async ValueTask<(TimeZoneInfo? Zone, string Where)> ZoneAsync(
        ChargeDetailRecord told, CdrLocation? place, Completion completion, CancellationToken cancellation)
    {
        var known = await completion.Memory.FindPlaceAsync(told with { CdrLocation = place }, completion, cancellation).ConfigureAwait(false);
        var name = known?.Location.TimeZone ?? TimeZones.Of(known?.Location.Country ?? place?.Country);
        return (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null, $"the location {known?.Location.Id ?? place?.Id}");
    }
}

/// <summary>Why something was not rated, and what would change that.</summary>
internal sealed record Unrated(string Reason, string WaitsFor);
