namespace ProtocolGateway.Emip.Tests.Wwcp;

/// <summary>
/// Requests byte for byte as WWCP's clients write them (emip.md 7.1): no XML declaration, the prefix <c>SOAP</c>, every namespace
/// declared on the envelope, an empty header, indented by two.
/// </summary>
internal static class WwcpEnvelope
{
    /// <summary>What the CPO client has sent since October 2024: no action.</summary>
    public const string MediaType = "application/soap+xml; charset=utf-8";

    /// <param name="root">With its prefix: <c>eMIP</c> is the platform, <c>aut</c> authorisations, <c>dyn</c> dynamic data.</param>
    /// <param name="content">Lines of elements, four blanks less than they stand.</param>
    public static string Of(string root, string content) =>
        $"""
        <SOAP:Envelope xmlns:SOAP="http://www.w3.org/2003/05/soap-envelope" xmlns:eMIP="https://api-iop.gireve.com/schemas/PlatformV1/" xmlns:dyn="https://api-iop.gireve.com/schemas/EVCIDynamicV1/" xmlns:aut="https://api-iop.gireve.com/schemas/AuthorisationV1/">
          <SOAP:Header />
          <SOAP:Body>
            <{root}>
        {string.Join('\n', content.Trim().Split('\n').Select(line => "      " + line))}
            </{root}>
          </SOAP:Body>
        </SOAP:Envelope>
        """.ReplaceLineEndings("\r\n");

    public static string Head(string operatorId, string transaction = "7E4c8hWb8Kv2rY6t3nQp") =>
        $"""
        <transactionId>{transaction}</transactionId>
        <partnerIdType>eMI3</partnerIdType>
        <partnerId>FR*GWP</partnerId>
        <operatorIdType>eMI3</operatorIdType>
        <operatorId>{operatorId}</operatorId>

        """;

    /// <summary>Puts every element into the root's namespace, as the status calls but two do (emip.md 7.1).</summary>
    public static string Qualified(string content) =>
        content.Replace("</", "\u0001", StringComparison.Ordinal).Replace("<", "<dyn:", StringComparison.Ordinal).Replace("\u0001", "</dyn:", StringComparison.Ordinal);
}
