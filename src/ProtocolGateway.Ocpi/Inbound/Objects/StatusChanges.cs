using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Ocpi.Wire;
using ProtocolGateway.Publishing;
using ProtocolGateway.Statuses;

namespace ProtocolGateway.Ocpi.Inbound.Objects;

/// <summary>
/// A PATCH that changes nothing but an EVSE's status, as they come by the thousand: it is a report to <see cref="IEvseStates"/>, and the
/// location is neither read nor written.
/// </summary>
internal static class StatusChanges
{
    /// <summary>Null for a change that is no such, or older than the EVSE, or of one that has no public id or isn't there: it goes the way of the others.</summary>
    public static async Task<Answer?> TakeAsync(OcpiCall call, ObjectAddress address, JsonObject said, byte[] body)
    {
        if (address.Parts is not [(_, var uid)] || ReadStatus(said) is not { } status) return null;
        var services = call.Http.RequestServices;
        var directory = services.GetRequiredService<IDirectory>();
        if (await directory.FindEvseByUidAsync(address.Owner, uid, call.At, call.Cancellation) is not { } found || !Ids.Same(found.Location.Id, address.Id)) return null;
        var at = ObjectTree.When(said);
        // Older than what was told with the whole.
        if (at < found.Evse.LastUpdated) return null;
        if (StatusReports.Of(address.Owner, found.Evse with { Status = status, LastUpdated = at }, call.At) is not { } report) return null;

        var taking = await services.GetRequiredService<IEvseStates>().ReportAsync(
            new() { Heard = call.Heard(body), Reading = new(report, [], null, []), Answer = taking => To(taking, call).Json }, call.Cancellation);
        return To(taking, call);
    }

    /// <summary>The status, where nothing else is said.</summary>
    private static EvseStatus? ReadStatus(JsonObject said) =>
        said.All(member => member.Key is "status" or "last_updated") && ObjectTree.Text(said, "status") is { Length: > 0 } text
        && char.IsAsciiLetterUpper(text[0]) && Enum.TryParse<EvseStatus>(text, out var status)
            ? status
            : null;

    private static Answer To(StatusTaking taking, OcpiCall call) => taking switch
    {
        StatusTaking.Taken => Answer.Ok(Envelope.Write(OcpiStatus.Success, null, call.At)),
        StatusTaking.Refused refused => OcpiRefusals.Answer(refused.Refusal, call.At),
        StatusTaking.Busy busy => Answer.Busy(busy.Text, call.At),
        _ => throw new ArgumentOutOfRangeException(nameof(taking), taking, "This has no answer in OCPI."),
    };
}
