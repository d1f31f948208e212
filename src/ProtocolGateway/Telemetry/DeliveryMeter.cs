using System.Buffers.Binary;
using System.Diagnostics.Metrics;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Telemetry;

/// <summary>What is said, and what became of it. Costs nothing while nobody listens.</summary>
internal sealed class DeliveryMeter(GatewayMeter meter)
{
    private const string PartnerTag = "partner", MessageTag = "message", OutcomeTag = "outcome", CodeTag = "code";

    private readonly BoundedCodes codes = new();

    private readonly Counter<long> attempts = meter.Counter(
        "deliveries.attempts", "{attempt}", "Attempts to say a delivery, by outcome: delivered, refused, held, unreachable or in_doubt.");

    private readonly Counter<long> refused = meter.Counter(
        "deliveries.refused", "{delivery}", "Deliveries that their partner refused, by the partner's code.");

    private readonly Histogram<double> delivered = meter.Histogram(
        "delivery.duration", "s", "From acceptance to the partner's taking it, retries and holds included.", Bounds.Delivery);

    private readonly Histogram<double> answered = meter.Histogram(
        "partner.answer.duration", "s", "From saying a delivery to its partner's answer, or to giving up on one.", Bounds.Answer);

    /// <param name="id">Version 7: it tells when the delivery was made.</param>
    /// <param name="message">The canonical message's name.</param>
    public void Settled(Guid id, Partner partner, string message, Outcome outcome, DateTimeOffset now)
    {
        attempts.Add(1, new(PartnerTag, partner.Id), new(MessageTag, message), new(OutcomeTag, Names.Of(outcome)));
        if (outcome is Outcome.Delivered && delivered.Enabled)
            delivered.Record(Math.Max(0, (now - MadeAt(id)).TotalSeconds), new KeyValuePair<string, object?>(PartnerTag, partner.Id), new(MessageTag, message));
        if (outcome is Outcome.Refused refusal && refused.Enabled)
            refused.Add(1, new(PartnerTag, partner.Id), new(CodeTag, codes.Bound(partner.Id, refusal.Code)));
    }

    public void Answered(Partner partner, string message, TimeSpan took) =>
        answered.Record(took.TotalSeconds, new KeyValuePair<string, object?>(PartnerTag, partner.Id), new(MessageTag, message));

    private static DateTimeOffset MadeAt(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return DateTimeOffset.FromUnixTimeMilliseconds(BinaryPrimitives.ReadInt64BigEndian(bytes) >> 16);
    }
}
