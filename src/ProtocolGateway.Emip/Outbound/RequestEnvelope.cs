using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>The header block of a request that we make (emip.md 2.2), by the paths that mapping files list under <c>envelope:</c>.</summary>
internal static class RequestEnvelope
{
    public static Dictionary<string, string> Values(Delivery delivery, EmipOptions options, RequestRoot root)
    {
        var values = new Dictionary<string, string>
        {
            // The same at every attempt: partners may know a repeat by it (emip.md 5).
            ["transactionId"] = $"GTW-{delivery.Id:N}",
            ["partnerIdType"] = WireText.Emi3,
            ["partnerId"] = options.OurPartnerId,
            ["operatorIdType"] = WireText.Emi3,
        };
        if (delivery.From is { } from) (values["operatorId"], values["operatorIdType"]) = options.Operator(from, options.HeaderSeparator);
        // Only the hub says whom it addresses.
        if (!root.FromHub || delivery.To is not { } to) return values;
        (values["targetOperatorId"], values["targetOperatorIdType"]) = options.Operator(to, options.HeaderSeparator);
        return values;
    }
}
