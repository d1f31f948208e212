using System.Collections.Concurrent;
using Microsoft.AspNetCore.Http;
using ProtocolGateway.Testing.Clients;

namespace ProtocolGateway.Testing.StandIns;

/// <summary>
/// An eMIP partner of any role, that answers what the gateway asks or tells it: requestStatus 1 unless a test says otherwise.
/// Records are kept by <c>serviceSessionId|CDRNature</c>.
/// </summary>
public sealed class EmipPartnerStandIn : StandInPartner
{
    private readonly ConcurrentDictionary<string, Func<EmipMessage, IReadOnlyList<(string Name, string Value)>>> answers = new();
    private readonly ConcurrentDictionary<string, TimeSpan> delays = new();

    public string Url => $"{Address}/emip/";

    /// <summary>How it answers a service, such as <c>GetServiceAuthorisation</c>: the elements after the transactionId, in order.</summary>
    public EmipPartnerStandIn On(string service, Func<EmipMessage, IReadOnlyList<(string Name, string Value)>> answer)
    {
        answers[service] = answer;
        return this;
    }

    public EmipPartnerStandIn On(string service, params (string Name, string Value)[] answer) => On(service, _ => answer);

    /// <summary>How long it takes to answer a service.</summary>
    public void Wait(string service, TimeSpan delay) => delays[service] = delay;

    /// <summary>What it was asked or told by that service, in order.</summary>
    public IReadOnlyList<EmipMessage> Heard(string service) =>
        [.. Requests.Select(r => EmipMessage.Read(r.Body.Span)).Where(m => ServiceOf(m) == service)];

    /// <summary>The requests of that service as they came.</summary>
    public IReadOnlyList<ReceivedRequest> RequestsOf(string service) =>
        [.. Requests.Where(r => ServiceOf(EmipMessage.Read(r.Body.Span)) == service)];

    /// <summary>The first message of that service that fits, once it has come.</summary>
    public Task<EmipMessage> UntilHeardAsync(string service, Func<EmipMessage, bool>? fits = null) => Eventually.GetAsync(
        () => Task.FromResult(Heard(service).FirstOrDefault(m => fits?.Invoke(m) != false)), $"{service} comes", null,
        () => Task.FromResult(string.Join("\n", Requests.Select(r => r.Text))));

    protected override async Task AnswerAsync(HttpContext context, ReceivedRequest request)
    {
        var message = EmipMessage.Read(request.Body.Span);
        var service = ServiceOf(message);
        if (delays.TryGetValue(service, out var delay)) await Task.Delay(delay, context.RequestAborted);
        var elements = answers.TryGetValue(service, out var answer) ? answer(message) : [("requestStatus", "1")];
        var content = string.Concat(elements.Prepend(("transactionId", message.Value("transactionId") ?? "0")).Select(e => $"<{e.Item1}>{e.Item2}</{e.Item1}>\n"));
        var root = message.Operation[..^"Request".Length] + "Response";
        await WriteAsync(context, 200, EmipMessage.MediaType, EmipEnvelope.Request(root, message.Namespace, content));
    }

    /// <summary><c>eMIP_FromIOP_SetSessionActionRequestRequest</c> -> <c>SetSessionActionRequest</c>.</summary>
    private static string ServiceOf(EmipMessage message)
    {
        var name = message.Operation;
        var start = name.IndexOf("IOP_", StringComparison.Ordinal);
        return start < 0 || !name.EndsWith("Request", StringComparison.Ordinal) ? name : name[(start + "IOP_".Length)..^"Request".Length];
    }
}
