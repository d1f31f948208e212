using ProtocolGateway.Documents;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Wire;

/// <summary>The first elements of every request (emip.md 2.2): who sends it, and on whose behalf.</summary>
/// <param name="TransactionId">Echoed in the answer; one that we made where the sender chose none.</param>
internal sealed record HeaderBlock(string TransactionId, string? PartnerId, string? OperatorId, IReadOnlyList<Fault> Faults)
{
    private const int MaxLength = 128;

    /// <summary>True when the sender chose the transactionId, and may repeat it.</summary>
    public bool IsGiven { get; init; }

    /// <param name="targeted">Whether it must say whom it addresses, as hubs' requests do (emip.md 2.2).</param>
    public static HeaderBlock Read(DocumentNode root, bool targeted)
    {
        var faults = new List<Fault>();
        var transactionId = Value(root, "transactionId", mandatory: false, faults);
        Value(root, "partnerIdType", mandatory: true, faults);
        var partnerId = Value(root, "partnerId", mandatory: true, faults);
        Value(root, "operatorIdType", mandatory: true, faults);
        var operatorId = Value(root, "operatorId", mandatory: true, faults);
        Value(root, "targetOperatorIdType", mandatory: targeted, faults);
        Value(root, "targetOperatorId", mandatory: targeted, faults);
        Particulars.Check(root, faults);
        return new HeaderBlock(transactionId ?? $"GTW-{Guid.NewGuid():N}", partnerId, operatorId, faults) { IsGiven = transactionId is not null };
    }

    /// <summary>Equal duplicates are taken once; an empty element is absent (emip.md 7.11).</summary>
    private static string? Value(DocumentNode root, string name, bool mandatory, List<Fault> faults)
    {
        string? value = null;
        for (var child = root.FirstChild; child.Exists; child = child.Next)
        {
            if (child.Name != name || child.IsEmpty) continue;
            if (child.Kind != NodeKind.Text)
            {
                faults.Add(new Fault(name, "elements stand where a value belongs"));
                return value;
            }
            var text = child.Value.ToString();
            if (value is not null && value != text) faults.Add(new Fault(name, $"given twice with different values, '{value}' and '{text}'"));
            value ??= text;
        }

        if (value is null && mandatory) faults.Add(new Fault(name, "the element is missing"));
        if (value?.Length > MaxLength) faults.Add(new Fault(name, $"longer than {MaxLength} characters"));
        return value;
    }
}
