using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Journal;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;
using ProtocolGateway.Statuses;
using ProtocolGateway.Telemetry;

namespace ProtocolGateway.Publishing;

internal sealed class Publications(
    JournalWriter writer, Audience audience, Dispatcher dispatcher, IGateway gateway, IEvseStates statuses, ExchangeMeter meter, TimeProvider time,
    ILogger<Publications> logger)
    : IPublishing
{
    public async Task<Publication> PublishAsync(HeardObject said, CancellationToken cancellation)
    {
        var source = said.Heard.Partner ?? throw new ArgumentException("An object needs a partner who said it.", nameof(said));
        gateway.HeardFrom(source, said.Heard.ReceivedAt);
        var publication = await TakeAsync(said, source).ConfigureAwait(false);
        if (publication is Publication.Taken { Changed: true } taken && said.Reading.Message is Location location)
            await ReportAsync(said, location, taken.ChangedStatuses, cancellation).ConfigureAwait(false);
        return publication;
    }

    private async Task<Publication> TakeAsync(HeardObject said, Partner source)
    {
        if (FindRefusal(said, source) is { } refusal) return await RefuseAsync(said, refusal).ConfigureAwait(false);

        using var span = Traces.Hear("publish", said.Heard);
        var form = PublishedForm.Of(said.Reading.Message!);
        var work = new PublishWork
        {
            Said = said,
            Form = form,
            Source = source,
            Audience = audience,
            Now = time.GetUtcNow(),
            Trace = Traces.Carry(span),
        };
        var written = await writer.WriteAsync(work).ConfigureAwait(false);
        if (written.Unavailable is { } unavailable)
        {
            if (!said.Heard.Asked) gateway.Failed(source, said.Heard.ReceivedAt);
            var busy = new Publication.Busy(unavailable.Text);
            meter.Taken(said.Heard, busy);
            return busy;
        }
        var (publication, due) = written.Value!;
        foreach (var delivery in due) dispatcher.Offer(delivery);
        meter.Taken(said.Heard, publication);
        PublishingLog.Taken(logger, source.Id, form.FactKey(form.Name(said.Reading.Message!)), publication);
        return publication;
    }

    /// <summary>A report that is lost here is told by the next one, or by the location.</summary>
    private async Task ReportAsync(HeardObject said, Location location, IReadOnlyList<Evse> changed, CancellationToken cancellation)
    {
        // What was reported apart since the location was told last is in the states alone.
        var overtaken = (location.Evses ?? []).Where(e => !changed.Contains(e) && statuses.IsOvertaken(location, e));
        foreach (var evse in changed.Concat(overtaken).ToList())
            if (StatusReports.Of(location.Party!, evse, said.Heard.ReceivedAt) is { } report)
                await statuses.ReportAsync(new() { Heard = said.Heard, Reading = new(report, [], null, []), Answer = _ => "" }, cancellation).ConfigureAwait(false);
    }

    private static Refusal? FindRefusal(HeardObject said, Partner source)
    {
        // A code that no table knows would be lost: the owner says it again, or a mapping learns it.
        if (said.Reading is not { Message: { } record, Hold: null })
            return new(RefusalKind.BadContent, "", said.Reading.Hold?.Text ?? "it can't be read");
        var form = PublishedForm.Of(record);
        if (form.Party(record) is not { } owner) return new(RefusalKind.BadContent, "country_code, party_id", "missing");
        if (!form.IsOf(source, owner))
            return new(RefusalKind.ForeignParty, "country_code, party_id", $"{source.Id} doesn't speak for {(form.Owner is { } role ? $"the {role} " : "")}{owner}");
        return form.FindFaults(record).ToList() is { Count: > 0 } faults ? new(RefusalKind.BadContent, faults) : null;
    }

    private async Task<Publication> RefuseAsync(HeardObject said, Refusal refusal)
    {
        var refused = new Publication.Refused(refusal);
        await gateway.RefuseAsync(said.Heard, refusal, said.Answer(refused), CancellationToken.None).ConfigureAwait(false);
        return refused;
    }
}
