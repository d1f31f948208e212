using ProtocolGateway.Canonical;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Mapping;
using ProtocolGateway.Partners;
using ProtocolGateway.Protocols;

namespace ProtocolGateway.Emip.Tests.Outbound;

/// <summary>The samples' record, owed to the samples' eMSP.</summary>
internal static class Deliveries
{
    private static readonly CompiledMapping Mapping = Maps.InForce.Current.Find("emip", "charge-detail-record")!;

    public static Delivery To(RawPartner partner, Role role = Role.EMSP, params (string, string?)[] settings) => To(partner.Url, role, settings);

    public static Delivery To(string url, Role role = Role.EMSP, params (string, string?)[] settings)
    {
        var body = SoapReader.Read(Samples.Bytes("ToIOP_SetChargeDetailRecord_request"), out _)!;
        var record = (ChargeDetailRecord)Mapping.Read(body.Document, body.Document.Root, ReadContext.Default).Message!;
        var message = new ChargeDetailRecordIssued { Record = record };
        return new Delivery
        {
            Id = Guid.NewGuid(),
            Partner = Partnership.Make("emsp", [Partnership.Role(role, "FR*GWM")], [("PartnerId", "FR*GWM"), ("Url", url), ("Authentication", "None"), .. settings]),
            Operation = Partnership.Protocol(Maps.InForce).Operations.Single(o => o.Name == EmipProtocol.SetChargeDetailRecord),
            Heard = message,
            Message = message,
            Mapping = Mapping,
            Mappings = Maps.InForce.Current,
            From = new PartyId("FR", "GWC"),
            To = new PartyId("FR", "GWM"),
        };
    }
}
