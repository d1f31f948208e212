using System.Runtime.CompilerServices;
using ProtocolGateway.Emip.Outbound;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Upkeep;

/// <summary>HeartBeat (emip.md 2.3): hubs get ours, and partners of ours are asked for theirs.</summary>
internal sealed class HeartBeats(PartnerBook partners, TimeProvider time) : ISignsOfLife
{
    private readonly ConditionalWeakTable<EmipOptions, Line> lines = [];

    public bool AreSaidTo(Partner partner) => partner is { IsHub: true, Settings: EmipOptions { Url: not null } };

    public TimeSpan? ExpectedFrom(Partner partner) =>
        partner is { IsHub: false, Settings: EmipOptions options } ? TimeSpan.FromSeconds(options.HeartBeatPeriod) : null;

    public async Task<SignOfLife> SayAsync(Partner partner, CancellationToken cancellation)
    {
        var options = (EmipOptions)partner.Settings;
        var root = RequestRoot.For(EmipProtocol.HeartBeat, fromHub: false);
        var began = time.GetUtcNow();
        var speaker = HeartBeatOperator.Of(partner, options, partners, began);
        var element = SoapEnvelope.WriteElement(root.Namespace, options.NameOf(root), options.QualifiedChildren, writer =>
        {
            writer.Text("transactionId", $"GTW-{Guid.CreateVersion7(began):N}");
            writer.Text("partnerIdType", WireText.Emi3);
            writer.Text("partnerId", options.OurPartnerId);
            var (id, type) = options.Operator(speaker, options.HeaderSeparator);
            writer.Text("operatorIdType", type);
            writer.Text("operatorId", id);
        });
        var (call, trouble) = await lines.GetValue(options, o => new Line(o, time)).SendAsync(root.Action, element, cancellation);
        if (call.Answer is null || call.Status is not (>= 200 and < 300)) return new SignOfLife(Say(call, trouble));
        // Nobody knows when the hub looked at its clock: halfway, as far as we can tell.
        return Read(call, partner.TimeZone, began + ((time.GetUtcNow() - began) / 2));
    }

    private static string Say(Call call, string? trouble)
    {
        if (call.Status is null) return trouble ?? "nothing could be sent";
        var fault = call.Answer is null ? null : FaultReading.Find(call.Answer);
        return fault is null ? $"HTTP {call.Status}" : $"HTTP {call.Status}, fault {fault.Code}: {fault.Reason}";
    }

    private static SignOfLife Read(Call call, TimeZoneInfo zone, DateTimeOffset at)
    {
        if (FaultReading.Find(call.Answer!) is { } fault) return new SignOfLife($"HTTP {call.Status}, fault {fault.Code}: {fault.Reason}");
        if (SoapReader.Read(call.Answer, out _) is not { } body) return new SignOfLife($"HTTP {call.Status}, and the answer can't be read");
        var answer = body.Document.Root;
        if (WireText.LeadingNumber(answer.Text("requestStatus")) is not { } status) return new SignOfLife($"HTTP {call.Status}, and the answer has no requestStatus");
        if (status is < 1 or >= 10000) return new SignOfLife($"eMIP {status}");
        return new SignOfLife(Trouble: null)
        {
            Period = WireText.LeadingNumber(answer.Text("heartBeatPeriod")) is > 0 and <= int.MaxValue and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            Ahead = WireText.ReadInstant(answer.Text("currentTime"), zone) - at,
        };
    }
}
