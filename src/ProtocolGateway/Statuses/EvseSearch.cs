using System.Globalization;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Mapping.Conversions;
using ProtocolGateway.Mapping.Steps;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Statuses;

/// <summary>Answers which EVSEs are near a place, from the directory and their states.</summary>
public interface IEvseSearch
{
    /// <summary>
    /// Finds, answers and journals the question with its answer. Only EVSEs of CPOs that have an agreement with the asking eMSP are
    /// found, of locations that may be published.
    /// </summary>
    /// <param name="fits">What else is asked of them; it also bounds <see cref="FindEvses.Most"/>.</param>
    /// <param name="answer">Writes the answer that the partner will get.</param>
    /// <exception cref="System.Data.Common.DbException">The journal is out of reach.</exception>
    Task<string> FindAsync(Heard heard, FindEvses question, Func<FoundEvse, bool> fits, Func<EvsesFound, string> answer);
}

internal sealed class EvseSearch(
    IPlaces places, IEvseStates states, PartnerBook partners, IGateway gateway, JournalWriter writer, ExchangeMeter meter, TimeProvider time) : IEvseSearch
{
    private const decimal Watts = 1000;

    public async Task<string> FindAsync(Heard heard, FindEvses question, Func<FoundEvse, bool> fits, Func<EvsesFound, string> answer)
    {
        if (heard.Partner is { } partner) gateway.HeardFrom(partner, heard.ReceivedAt);
        var found = Find(question).Where(fits);
        var text = answer(new() { Evses = [.. question.Most is { } most ? found.Take(most) : found] });
        await writer.WriteAsync(journal =>
        {
            journal.Exchanges.Insert(
                Guid.CreateVersion7(time.GetUtcNow()), heard, ExchangeResult.Answered, text, canonical: CanonicalJson.Write(question));
            return true;
        }).ConfigureAwait(false);
        meter.Answered(heard);
        return text;
    }

    private IEnumerable<FoundEvse> Find(FindEvses question)
    {
        if (question is not { AskedBy: { } emsp, Latitude: { } latitude, Longitude: { } longitude, Radius: { } radius }) return [];
        var now = time.GetUtcNow();
        return
            from location in places.Look().All
            where location.Publish != false && partners.FindAgreement(location.Party!, emsp, now) is not null
            from evse in location.Evses ?? []
            where evse.EvseId is not null
            let at = Read(evse.Coordinates) ?? Read(location.Coordinates)
            where at is not null
            let distance = Distance.Between((double)latitude, (double)longitude, at.Value.Latitude, at.Value.Longitude)
            where distance <= (double)radius
            orderby distance, evse.EvseId
            select Describe(location, evse);
    }

    private FoundEvse Describe(Location location, Evse evse)
    {
        var state = states.Find(location, evse);
        return new()
        {
            EvseId = evse.EvseId,
            PoolId = PoolIds.IsPool(location.Id) ? location.Id : null,
            Brand = location.Operator?.Name,
            Name = location.Name,
            OwnerName = location.Owner?.Name,
            Address = location.Address,
            PostalCode = location.PostalCode,
            City = location.City,
            State = location.State,
            Country = location.Country is { } country ? Countries.ToAlpha2(country) : null,
            Entrance = location.Coordinates,
            Coordinates = evse.Coordinates,
            Power = ConnectorPower.MostOf(evse, null) / Watts,
            AlwaysOpen = location.OpeningTimes?.Twentyfourseven,
            Reservable = evse.Capabilities?.Contains(Capability.RESERVABLE),
            Availability = state.Availability,
            Busy = state.Busy,
        };
    }

    private static (double Latitude, double Longitude)? Read(GeoLocation? place) =>
        double.TryParse(place?.Latitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var latitude)
        && double.TryParse(place?.Longitude, NumberStyles.Float, CultureInfo.InvariantCulture, out var longitude)
            ? (latitude, longitude)
            : null;
}
