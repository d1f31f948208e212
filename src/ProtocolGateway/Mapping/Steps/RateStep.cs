using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Partners;
using ProtocolGateway.Rating;

namespace ProtocolGateway.Mapping.Steps;

/// <summary>translation.md section 10: a record without a price is rated where its agreement names a tariff and the cost is certain.</summary>
internal sealed class RateStep() : ChargeDetailRecordStep(
    "rate", "What a record without a price costs by the tariff that the agreement names, where that is certain.")
{
    protected override async ValueTask<Completed> CompleteAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        if (Pricing.WhatLacks(record, completion.Source) is null) return record;
        if (completion is { Ratings: { } ratings, Exchange: { } exchange } && await ratings.FindAsync(exchange, cancellation).ConfigureAwait(false) is { } kept)
        {
            completion.Supplied("total_cost", $"tariff {kept.Name}, as it was rated when it was told first");
            completion.Trail?.Took("", kept);
            return kept.ApplyTo(record);
        }
        if (completion.Agreement?.Tariff is not { } id || record.Party is not { } cpo) return record;
        var waitsFor = Subjects.Tariff(cpo, id);
        var found = await RateAsync(record, cpo, id, completion, cancellation).ConfigureAwait(false);
        if (found.Price is not { } price)
        {
            completion.Memory.Unrated = new(found.Doubt!, waitsFor);
            return record;
        }
        completion.Rated = price;
        completion.Supplied("total_cost", $"tariff {price.Name}");
        completion.Trail?.Took("", price);
        return price.ApplyTo(record);
    }

    private static async ValueTask<(RatedPrice? Price, string? Doubt)> RateAsync(
        ChargeDetailRecord record, PartyId cpo, string id, Completion completion, CancellationToken cancellation)
    {
        if (await completion.Directory.FindTariffAsync(cpo, id, cancellation).ConfigureAwait(false) is not { } history)
            return (null, $"the directory has no tariff {id} of {cpo}, which the agreement names. Import it (tariffs import)");
        if (history.At(record.StartDateTime ?? completion.At) is not { } tariff)
            return (null, $"no version of the tariff {id} of {cpo} that the directory has was valid at {record.StartDateTime:u}. Import the one that was");
        if (TariffPlan.Read(tariff, out var fault) is not { } plan) return (null, $"the tariff {id} of {cpo} can't be rated with: {fault}");

        var (zone, place) = await ZoneAsync(record, completion, cancellation).ConfigureAwait(false);
        if (zone is null && plan.NeedsTimeZone) return (null, $"the tariff {id} of {cpo} goes by the clock, and {place} names no time zone that is known");

        var session = await completion.Memory.FindSessionAsync(record, completion, cancellation).ConfigureAwait(false);
        var told = completion.Memory.AsTold ?? record;
        var untold = completion.Agreement!.UntoldTime == UntoldTimePolicy.Charging ? UsageState.Charging : UsageState.Untold;
        var usage = RecordUsage.Of(told, PeriodsStep.Remembered(session, told, completion), told.TotalParkingTime ?? session?.ParkingTime, zone ?? TimeZoneInfo.Utc, untold, out var lacks);
        if (usage is null) return (null, $"the record can't be rated: {lacks}");
        if (Certainty.WhatDiffers(plan, usage) is { } doubt)
            return (null, $"by the tariff {id} of {cpo} {doubt}, which neither the record nor the session's readings tell");
        return RatedPrice.Of(plan, Rater.Rate(plan, usage, completion.Agreement.StepRule)) is { } price
            ? (price, null)
            : (null, $"the prices of the tariff {id} of {cpo} include taxes of a rate that it doesn't tell");
    }

    private static async ValueTask<(TimeZoneInfo? Zone, string Place)> ZoneAsync(ChargeDetailRecord record, Completion completion, CancellationToken cancellation)
    {
        var place = await completion.Memory.FindPlaceAsync(record, completion, cancellation).ConfigureAwait(false);
        var name = place?.Location.TimeZone ?? TimeZones.Of(place?.Location.Country ?? record.CdrLocation?.Country);
        return (name is not null && TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone) ? zone : null, $"the location {place?.Location.Id ?? record.CdrLocation?.Id}");
    }
}

/// <summary>Why a record was not rated, and what would change that.</summary>
internal sealed record Unrated(string Reason, string WaitsFor);
