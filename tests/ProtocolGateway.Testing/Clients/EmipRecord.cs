using System.Security;
using System.Text;

namespace ProtocolGateway.Testing.Clients;

/// <summary>
/// A charge detail record as an eMIP CPO posts it (emip.md 2.8), field by field as text, so that a test can write what it
/// likes. A field that is null is not written.
/// </summary>
public sealed record EmipRecord
{
    public string? TransactionId { get; init; } = "TRANSACTION_46151";

    public string? PartnerId { get; init; } = "FR*798";

    public string? OperatorId { get; init; } = "FR*798";

    public string? Nature { get; init; } = "1";

    public required string? ServiceSessionId { get; init; }

    public string? ExecPartnerSessionId { get; init; } = "CPO-8798489";

    public string? ExecPartnerOperatorId { get; init; } = "FR*798";

    public string? SalePartnerSessionId { get; init; }

    public string? SalePartnerOperatorId { get; init; } = "DE*ABC";

    public string? EvseId { get; init; } = "FR*798*E1234*5";

    public string? UserContractIdAlias { get; init; }

    public string? UserIdType { get; init; } = "RFID-UID";

    public string? UserId { get; init; } = "04A2B3C4D5E680";

    public string? StartTime { get; init; } = "2024-06-12T08:00:00Z";

    public string? EndTime { get; init; } = "2024-06-12T09:30:00Z";

    /// <summary>Minutes.</summary>
    public string? Duration { get; init; } = "90";

    /// <summary>In <see cref="EnergyUnit"/>.</summary>
    public string? Energy { get; init; } = "18250";

    public string EnergyUnit { get; init; } = "Wh";

    public string? Cost { get; init; } = "7.85";

    public string Currency { get; init; } = "EUR";

    /// <summary>Elements that the record has no field for, written at its end.</summary>
    public string More { get; init; } = "";

    /// <summary>The whole request, in documented order, children unqualified.</summary>
    public string Request()
    {
        var xml = new StringBuilder();
        Element(xml, "transactionId", TransactionId);
        Party(xml, "partnerId", PartnerId);
        Party(xml, "operatorId", OperatorId);
        xml.AppendLine("<chargeDetailRecord>");
        Element(xml, "CDRNature", Nature);
        Element(xml, "serviceSessionId", ServiceSessionId);
        Element(xml, "execPartnerSessionId", ExecPartnerSessionId);
        Party(xml, "execPartnerOperatorId", ExecPartnerOperatorId);
        Element(xml, "salePartnerSessionId", SalePartnerSessionId);
        Party(xml, "salePartnerOperatorId", SalePartnerOperatorId);
        Element(xml, "requestedServiceId", "1");
        Party(xml, "EVSEId", EvseId);
        Element(xml, "userContractIdAlias", UserContractIdAlias);
        Element(xml, "userIdType", UserIdType);
        Element(xml, "userId", UserId);
        Element(xml, "startTime", StartTime);
        Element(xml, "endTime", EndTime);
        xml.AppendLine("<meterReportList>");
        Meter(xml, "1", Duration, "min");
        Meter(xml, "2", Energy, EnergyUnit);
        Meter(xml, "3", Cost, Currency);
        xml.AppendLine("</meterReportList>");
        xml.Append(More);
        xml.AppendLine("</chargeDetailRecord>");
        return EmipEnvelope.Request("eMIP_ToIOP_SetChargeDetailRecordRequest", EmipMessage.Authorisation, xml.ToString());
    }

    internal static void Element(StringBuilder xml, string name, string? value)
    {
        if (value is not null) xml.AppendLine($"<{name}>{SecurityElement.Escape(value)}</{name}>");
    }

    internal static void Party(StringBuilder xml, string name, string? value)
    {
        if (value is null) return;
        Element(xml, name + "Type", "eMI3");
        Element(xml, name, value);
    }

    private static void Meter(StringBuilder xml, string type, string? value, string unit)
    {
        if (value is null) return;
        xml.AppendLine("<meterReport>");
        Element(xml, "meterTypeId", type);
        Element(xml, "meterValue", value);
        Element(xml, "meterUnit", unit);
        xml.AppendLine("</meterReport>");
    }
}
