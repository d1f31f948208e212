using System.Security;
using System.Text;
using System.Xml;

namespace ProtocolGateway.Testing;

/// <summary>An eMIP envelope, read by hand: the operation and its leaves by path; or the fault instead.</summary>
public sealed class EmipMessage
{
    public const string Soap = "http://www.w3.org/2003/05/soap-envelope";
    public const string Authorisation = "https://api-iop.gireve.com/schemas/AuthorisationV1/";
    public const string Platform = "https://api-iop.gireve.com/schemas/PlatformV1/";
    public const string MediaType = "application/soap+xml; charset=utf-8";

    private readonly List<KeyValuePair<string, string>> leaves = [];

    private EmipMessage() { }

    /// <summary>The local name of the body's first element; <c>Fault</c> for a fault.</summary>
    public string Operation { get; private set; } = "";

    public string Namespace { get; private set; } = "";

    /// <summary>The namespaces of the operation's children: one empty string where they are unqualified, as they should be.</summary>
    public IReadOnlySet<string> ChildNamespaces => childNamespaces;

    /// <summary>Path below the operation and text, in document order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> Leaves => leaves;

    /// <summary>The fault's code without prefix: <c>Sender</c>, <c>Receiver</c>, ...; null when it is no fault.</summary>
    public string? FaultCode => Operation != "Fault" ? null : (Value("Code/Value") ?? Value("faultcode"))?.Split(':')[^1];

    public string? FaultReason => Operation != "Fault" ? null : Value("Reason/Text") ?? Value("faultstring");

    private readonly HashSet<string> childNamespaces = [];

    /// <summary>The first value at that path, such as <c>chargeDetailRecord/EVSEId</c>; null when there is none.</summary>
    public string? Value(string path) => leaves.Where(leaf => leaf.Key == path).Select(leaf => leaf.Value).FirstOrDefault();

    /// <exception cref="XmlException">It is no XML.</exception>
    public static EmipMessage Read(ReadOnlySpan<byte> body)
    {
        using var reader = XmlReader.Create(new MemoryStream(body.ToArray()), new XmlReaderSettings
        {
            DtdProcessing = DtdProcessing.Prohibit,
            IgnoreComments = true,
        });
        var message = new EmipMessage();
        var path = new Stack<string>();
        var text = new StringBuilder();
        var inBody = false;
        var isLeaf = false;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element when !inBody:
                    inBody = reader.LocalName == "Body" && !reader.IsEmptyElement;
                    break;
                case XmlNodeType.Element:
                    if (message.Operation.Length == 0) (message.Operation, message.Namespace) = (reader.LocalName, reader.NamespaceURI);
                    else message.childNamespaces.Add(reader.NamespaceURI);
                    if (reader.IsEmptyElement)
                    {
                        message.Add(path.Prepend(reader.LocalName), "");
                        isLeaf = false;
                        break;
                    }
                    path.Push(reader.LocalName);
                    text.Clear();
                    isLeaf = true;
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement when path.Count > 0:
                    if (isLeaf) message.Add(path, text.ToString().Trim());
                    isLeaf = false;
                    path.Pop();
                    break;
            }
        }
        return message;
    }

    public static string Fault(string code, string reason) =>
        $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <soap:Envelope xmlns:soap="{Soap}"><soap:Body><soap:Fault>
          <soap:Code><soap:Value>soap:{code}</soap:Value></soap:Code>
          <soap:Reason><soap:Text xml:lang="en">{SecurityElement.Escape(reason)}</soap:Text></soap:Reason>
        </soap:Fault></soap:Body></soap:Envelope>
        """;

    /// <param name="names">From the leaf up to the operation.</param>
    private void Add(IEnumerable<string> names, string value)
    {
        var below = names.Reverse().Skip(1);
        leaves.Add(new(string.Join('/', below), value));
    }
}
