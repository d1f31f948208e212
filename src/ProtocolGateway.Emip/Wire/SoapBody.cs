using ProtocolGateway.Documents;

namespace ProtocolGateway.Emip.Wire;

/// <summary>The one element inside an envelope's body, with everything below it.</summary>
internal sealed record SoapBody(string Namespace, string Name, Document Document)
{
    public bool IsFault => Name == "Fault" && Namespace == SoapEnvelope.Namespace;
}

/// <summary>Why bytes are no envelope that we understand.</summary>
/// <param name="Code">The SOAP fault code that says so.</param>
internal sealed record NoEnvelope(string Code, string Text)
{
    public static NoEnvelope Sender(string text) => new("Sender", text);
}
