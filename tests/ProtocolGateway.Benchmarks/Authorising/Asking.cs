using System.Net.Http.Headers;
using System.Text;
using ProtocolGateway.Benchmarks.EndToEnd;

namespace ProtocolGateway.Benchmarks.Authorising;

/// <summary>How a CPO asks an eMSP of the same protocol whether a driver may charge.</summary>
/// <param name="Name">For the table.</param>
/// <param name="Mode">The mode of this program that is the eMSP.</param>
/// <param name="Path">Where the eMSP is asked, below its address: by the hop.</param>
/// <param name="Folder">A gateway's settings, of the eMSP's address.</param>
/// <param name="Make">The question of that number, to the gateway or the hop at that address.</param>
/// <param name="Allowed">What an answer holds that allows.</param>
internal sealed record Asking(
    string Name, string Mode, string Path, Func<string, GatewayFolder> Folder, Func<Uri, int, HttpRequestMessage> Make, string Allowed)
{
    public static Asking Emip { get; } = new("eMIP", "emsp", "/emip/", EmipFolder, EmipQuestion, "<authorisationValue>1<");

    public static Asking Ocpi { get; } = new("OCPI", "ocpi-emsp", "/ocpi/2.2.1/tokens/04A2B3C4/authorize", OcpiFolder, OcpiQuestion, "\"ALLOWED\"");

    private static GatewayFolder EmipFolder(string emsp) => GatewayFolder.Create(new Dictionary<string, object>
    {
        ["cpo"] = new
        {
            Protocol = "emip",
            Roles = new[] { new { Role = "CPO", Party = "FR*798" } },
            Emip = new { Url = "http://127.0.0.1:9/", PartnerId = "FR*798", Authentication = "None" },
        },
        ["emsp"] = new
        {
            Protocol = "emip",
            Roles = new[] { new { Role = "EMSP", Party = "FR*MSP" } },
            Questions = new { Concurrency = Callers.Count },
            Emip = new { Url = emsp + "/emip/", PartnerId = "FR*MSP", Authentication = "None" },
        },
    }, new { Cpo = "FR*798", Emsp = "FR*MSP", AskUnknownTokens = true });

    private static GatewayFolder OcpiFolder(string emsp) => GatewayFolder.Create(new Dictionary<string, object>
    {
        ["cpo"] = new
        {
            Protocol = "ocpi",
            Roles = new[] { new { Role = "CPO", Party = "FR*798" } },
            Ocpi = new { Version = "2.2.1", InboundToken = "token-of-the-cpo" },
        },
        ["emsp"] = new
        {
            Protocol = "ocpi",
            Roles = new[] { new { Role = "EMSP", Party = "DE*ABC" } },
            Questions = new { Concurrency = Callers.Count },
            Ocpi = new { Version = "2.2.1", VersionsUrl = emsp + "/ocpi/versions", InboundToken = "inbound", OutboundToken = "outbound" },
        },
    }, new { Cpo = "FR*798", Emsp = "DE*ABC", AskUnknownTokens = true });

    private static HttpRequestMessage EmipQuestion(Uri address, int number)
    {
        var content = new ByteArrayContent(Encoding.UTF8.GetBytes(
            $"""
            <?xml version="1.0" encoding="UTF-8"?>
            <soap:Envelope xmlns:soap="http://www.w3.org/2003/05/soap-envelope" xmlns:m="https://api-iop.gireve.com/schemas/AuthorisationV1/"><soap:Header/><soap:Body><m:eMIP_ToIOP_GetServiceAuthorisationRequest><transactionId>T-{number}</transactionId><partnerIdType>eMI3</partnerIdType><partnerId>FR*798</partnerId><operatorIdType>eMI3</operatorIdType><operatorId>FR*798</operatorId><EVSEIdType>eMI3</EVSEIdType><EVSEId>FR*798*E{number}</EVSEId><userIdType>RFID-UID</userIdType><userId>04{number:X12}</userId><requestedServiceId>1</requestedServiceId></m:eMIP_ToIOP_GetServiceAuthorisationRequest></soap:Body></soap:Envelope>
            """));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse("application/soap+xml; charset=UTF-8");
        return new(HttpMethod.Post, new Uri(address, "api/emip")) { Content = content };
    }

    private static HttpRequestMessage OcpiQuestion(Uri address, int number)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, new Uri(address, $"ocpi/2.2.1/sender/tokens/04{number:X12}/authorize?type=RFID")) { Content = new ByteArrayContent([]) };
        request.Headers.Authorization = new("Token", Convert.ToBase64String("token-of-the-cpo"u8));
        return request;
    }
}
