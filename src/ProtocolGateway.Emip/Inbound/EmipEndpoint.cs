using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Upkeep;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>
/// Bytes -> document -> gateway. It does no more than an untyped CoreWCF service would, which could take its place.
/// </summary>
internal sealed class EmipEndpoint(IReadOnlyList<EmipOperation> operations, IMappings mappings, TimeProvider clock, ILogger log)
{
    private readonly InboundLimits limits = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/api/emip", HandleAsync);
        // One implementation posts here by default (emip.md 7.1).
        routes.MapPost("/", HandleAsync);
        // A partner may not be able to change the path that it posts to. Who may post at all is seen later, from the message.
        foreach (var path in PathsOf(routes.ServiceProvider.GetRequiredService<PartnerBook>())) routes.MapPost(path, HandleAsync);
        routes.MapGet("/api/emip", ServiceDescription.WriteAsync);
    }

    private static IEnumerable<string> PathsOf(PartnerBook partners) =>
        partners.All.Select(p => (p.Settings as EmipOptions)?.InboundPath?.ToLowerInvariant()).OfType<string>().Except(["/api/emip"]).Distinct();

    private async Task HandleAsync(HttpContext context)
    {
        var address = context.Connection.RemoteIpAddress?.ToString();
        using var place = context.RequestServices.GetRequiredService<Intake>().TryEnter(BodyReader.Expected(context.Request));
        try
        {
            var answer = place is null ? Answered.Busy : await AnswerAsync(context, place);
            if (answer.Refusal is not null)
                EmipEvents.Refused(log, context.Items[typeof(Partner)] as string, address, answer.HttpStatus, answer.Refusal.ToString());
            await WriteAsync(context, answer);
        }
        catch (Exception e) when (e is not (OperationCanceledException or BadHttpRequestException) && !context.Response.HasStarted)
        {
            EmipEvents.Failed(log, e, address);
            NoteFailure(context);
            await WriteAsync(context, Answered.Fault(EmipRefusals.OwnFailure, new Refusal(RefusalKind.Malformed, "", "the gateway failed; send it again later")));
        }
    }

    /// <summary>Somebody who was not recognised has nothing that he could be asked for later.</summary>
    private void NoteFailure(HttpContext context)
    {
        if (context.Items[typeof(Partner)] is string id && context.RequestServices.GetRequiredService<PartnerBook>().Find(id) is { } partner)
            context.RequestServices.GetRequiredService<IGateway>().Failed(partner, clock.GetUtcNow());
    }

    private async Task<Answered> AnswerAsync(HttpContext context, IntakePlace place)
    {
        var services = context.RequestServices;
        var cancellation = context.RequestAborted;
        var heard = new Heard
        {
            Protocol = EmipProtocol.Dialect,
            Operation = "",
            ReceivedAt = clock.GetUtcNow(),
            Body = default,
            Headers = RequestText.Headers(context.Request),
        };
        var gateway = services.GetRequiredService<IGateway>();
        Task<Answered> Refuse(RefusalKind kind, Telling telling, params IReadOnlyList<Fault> faults) =>
            RefuseAsync(gateway, heard, new Refusal(kind, faults), telling, cancellation);

        if (!RequestText.IsXml(context.Request.ContentType))
            return await Refuse(RefusalKind.Malformed, EmipRefusals.OtherMediaType, new Fault("", $"the media type '{context.Request.ContentType}' is not read; send {SoapEnvelope.MediaType}"));
        if (await BodyReader.ReadAsync(context.Request, cancellation) is not { } bytes)
            return await Refuse(RefusalKind.Malformed, EmipRefusals.TooLarge, new Fault("", $"longer than {BodyReader.MaxLength} bytes"));

        place.Read(bytes.Length);
        heard = heard with { Body = bytes };
        if (SoapReader.Read(bytes, out var wrong) is not { } body)
            return await Refuse(RefusalKind.Malformed, EmipRefusals.Envelope(wrong!.Code), new Fault("", wrong.Text));
        if (RequestRoot.Find(body.Namespace, body.Name) is not { } root)
            return await Refuse(RefusalKind.UnknownOperation, EmipRefusals.Sender, new Fault("", RequestRoot.WhyNot(body.Namespace, body.Name)));

        heard = heard with { Operation = root.Service };
        var admission = Admission.Decide(context, services.GetRequiredService<PartnerBook>(), root, body.Document);
        heard = heard with { Partner = admission.Partner };
        context.Items[typeof(Partner)] = admission.Partner?.Id;
        if (admission.Refusal is { } refusal) return await RefuseAsync(gateway, heard, refusal, admission.Telling!, cancellation);

        // Records are money: however many come, they are taken (translation.md section 11).
        if (root.Service != EmipProtocol.SetChargeDetailRecord && limits.Take(heard.Partner!, heard.ReceivedAt) is { } seconds)
            return Answered.Fault(EmipRefusals.Busy, new Refusal(RefusalKind.Unknown, "", "too many requests: nothing was taken; send it again later")) with
            {
                RetryAfter = seconds,
            };

        if (RequestText.Action(context.Request.ContentType) is { } action && action != root.Action) EmipEvents.OtherAction(log, heard.Partner!.Id, root.Name, action);
        var asked = new Asked(heard, heard.Partner!, root, body.Document, admission.Header, admission.Operator!);
        var book = mappings.Current;
        return root.Service switch
        {
            EmipProtocol.HeartBeat => HeartBeatAnswer.Give(asked, gateway, clock),
            EmipProtocol.GetChargeDetailRecord => await GetChargeDetailRecord.AnswerAsync(asked, services, book, cancellation),
            EmipProtocol.SetChargeDetailRecord => await SetChargeDetailRecord.AnswerAsync(asked, gateway, book, cancellation),
            EmipProtocol.SetSessionEventReport => await SetSessionEventReport.AnswerAsync(asked, gateway, book, cancellation),
            EmipProtocol.SearchEvse => await SearchEvse.AnswerAsync(asked, operations.First(o => o.Is(root)), services, book, cancellation),
            _ when operations.FirstOrDefault(o => o.Is(root)) is { AnswerMapping: not null } question =>
                await Questioning.AnswerAsync(asked, question, services, book, cancellation),
            _ when operations.FirstOrDefault(o => o.Is(root)) is { } status && status.Message == typeof(EvseStatusChanged) =>
                await SetStatus.AnswerAsync(asked, status, services, book, cancellation),
            _ => await Refuse(RefusalKind.UnknownOperation, EmipRefusals.Sender, new Fault("", $"{root.Name} is not offered in this version")),
        };
    }

    /// <summary>Answers with the fault that the refusal's kind is told by, and journals that.</summary>
    internal static Task<Answered> RefuseAsync(IGateway gateway, Heard heard, Refusal refusal, CancellationToken cancellation) =>
        RefuseAsync(gateway, heard, refusal, EmipRefusals.For(refusal.Kind), cancellation);

    /// <summary>Answers with a fault, and journals that.</summary>
    internal static async Task<Answered> RefuseAsync(IGateway gateway, Heard heard, Refusal refusal, Telling telling, CancellationToken cancellation)
    {
        var answer = Answered.Fault(telling, refusal);
        await gateway.RefuseAsync(heard, refusal, answer.Text, cancellation);
        return answer;
    }

    private static async Task WriteAsync(HttpContext context, Answered answer)
    {
        var bytes = Encoding.UTF8.GetBytes(answer.Text);
        var response = context.Response;
        response.StatusCode = answer.HttpStatus;
        response.ContentType = SoapEnvelope.MediaType + "; charset=utf-8";
        response.ContentLength = bytes.Length;
        if (answer.HttpStatus == 401) response.Headers.WWWAuthenticate = "Basic realm=\"eMIP\"";
        if (answer.HttpStatus == 503) response.Headers.RetryAfter = (answer.RetryAfter ?? 5).ToString(CultureInfo.InvariantCulture);
        // The rest of a body that is too long is not worth the transfer.
        if (answer.HttpStatus == 413) response.Headers.Connection = "close";
        await response.Body.WriteAsync(bytes, context.RequestAborted);
    }
}
