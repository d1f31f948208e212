using ProtocolGateway.Canonical;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Exchanges;

/// <summary>What no record can say without contradicting itself; places in canonical names.</summary>
internal static class Soundness
{
    public static IReadOnlyList<Fault> Check(ChargeDetailRecord record)
    {
        var faults = new List<Fault>(0);
        if (record.EndDateTime < record.StartDateTime) faults.Add(new("end_date_time", "before start_date_time"));
        CheckMeasures(record.TotalEnergy, record.TotalTime, record.Currency, faults);
        if (record.TotalParkingTime < TimeSpan.Zero) faults.Add(new("total_parking_time", "negative"));
        if (record.TotalParkingTime > record.TotalTime) faults.Add(new("total_parking_time", "longer than total_time"));
        // A credit note gives money back.
        if (record.Credit != true) CheckCost(record.TotalCost, faults);
        if (record.ChargingPeriods is { } periods) CheckPeriods(record, periods, faults);
        return faults;
    }

    public static IReadOnlyList<Fault> Check(Session session)
    {
        var faults = new List<Fault>(0);
        if (session.ReadAt < session.StartDateTime) faults.Add(new("read_at", "before start_date_time"));
        CheckMeasures(session.Kwh, session.TotalTime, session.Currency, faults, "kwh");
        CheckCost(session.TotalCost, faults);
        return faults;
    }

    private static void CheckMeasures(decimal? energy, TimeSpan? time, string? currency, List<Fault> faults, string energyPlace = "total_energy")
    {
        if (energy < 0) faults.Add(new(energyPlace, $"negative: {energy} kWh"));
        if (time < TimeSpan.Zero) faults.Add(new("total_time", $"negative: {time}"));
        if (currency is not null && !Currencies.Exists(currency)) faults.Add(new("currency", $"'{currency}' is no ISO 4217 code"));
    }

    private static void CheckCost(Price? cost, List<Fault> faults)
    {
        if (cost?.BeforeTaxes < 0) faults.Add(new("total_cost.before_taxes", $"negative: {cost.BeforeTaxes}"));
    }

    private static void CheckPeriods(ChargeDetailRecord record, IReadOnlyList<ChargingPeriod> periods, List<Fault> faults)
    {
        for (var i = 0; i < periods.Count; i++)
        {
            if (periods[i].StartDateTime > record.EndDateTime) faults.Add(new($"charging_periods[{i}].start_date_time", "after end_date_time"));
            foreach (var dimension in periods[i].Dimensions ?? [])
                // Negative energy of a period is energy that was fed back (ocpi.md 5.3).
                if (dimension is { Volume: < 0, Type: CdrDimensionType.TIME or CdrDimensionType.PARKING_TIME })
                    faults.Add(new($"charging_periods[{i}].dimensions", $"negative {dimension.Type}: {dimension.Volume}"));
        }
    }
}
