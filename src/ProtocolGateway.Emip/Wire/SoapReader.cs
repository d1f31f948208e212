using System.Runtime.InteropServices;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Text;
using System.Xml;
using ProtocolGateway.Documents;

namespace ProtocolGateway.Emip.Wire;

/// <summary>
/// Opens SOAP 1.2 envelopes with System.ServiceModel's message classes. They refuse document type declarations before any
/// expansion, and hold the limits. mustUnderstand is checked here, since they don't.
/// </summary>
internal static class SoapReader
{
    /// <summary>Elements below the operation's own, that included (emip.md 7.11: cap the depth).</summary>
    public const int MaxDepth = 32;

    public static MessageVersion Version { get; } = MessageVersion.CreateVersion(EnvelopeVersion.Soap12, AddressingVersion.None);
    private static readonly MessageEncoder Encoder = CreateEncoder();

    /// <summary>Keeps nothing: the bytes of a message belong to the exchange, not to a pool.</summary>
    private static readonly BufferManager Buffers = BufferManager.CreateBufferManager(0, int.MaxValue);

    public static MessageEncodingBindingElement CreateEncoding()
    {
        var encoding = new TextMessageEncodingBindingElement(Version, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        XmlDictionaryReaderQuotas.Max.CopyTo(encoding.ReaderQuotas);
        encoding.ReaderQuotas.MaxDepth = MaxDepth + 2;
        return encoding;
    }

    /// <summary>Reads the one element of the body; <paramref name="fault"/> says why there is none.</summary>
    public static SoapBody? Read(ReadOnlyMemory<byte> bytes, out NoEnvelope? fault)
    {
        // The message classes decode nothing that nobody asks for, and stop at the first Body: what is broken elsewhere would pass.
        fault = Unreadable.Find(bytes);
        if (fault is not null) return null;
        try
        {
            using var message = Encoder.ReadMessage(Segment(bytes), Buffers, SoapEnvelope.MediaType);
            fault = NotUnderstood(message);
            return fault is null ? ReadBody(message, out fault) : null;
        }
        // The platform's reader reads past the end of some declarations, hence IndexOutOfRangeException.
        catch (Exception e) when (e is XmlException or IndexOutOfRangeException or CommunicationException or DecoderFallbackException or FormatException or ArgumentException or InvalidDataException)
        {
            // What the message classes say in their exceptions is for developers; a second look finds words for the sender.
            fault = Unreadable.Explain(bytes);
            return null;
        }
    }

    private static SoapBody? ReadBody(Message message, out NoEnvelope? fault)
    {
        fault = message.IsEmpty ? NoEnvelope.Sender("the Body is empty") : null;
        if (fault is not null) return null;
        using var reader = message.GetReaderAtBodyContents();
        if (reader.MoveToContent() != XmlNodeType.Element)
        {
            fault = NoEnvelope.Sender("the Body is empty");
            return null;
        }

        var body = new SoapBody(reader.NamespaceURI, reader.LocalName, Document.FromXml(reader, MaxDepth));
        reader.Read();
        if (reader.MoveToContent() == XmlNodeType.Element)
        {
            fault = NoEnvelope.Sender($"the Body holds more than one element: {body.Name} and {reader.LocalName}");
            return null;
        }

        // To the end of the document: what is broken further down is broken too.
        while (reader.Read()) { }
        return body;
    }

    private static NoEnvelope? NotUnderstood(Message message)
    {
        foreach (var header in message.Headers)
        {
            var forUs = header.Actor.Length == 0 || header.Actor == EnvelopeVersion.Soap12.NextDestinationActorValue
                || header.Actor.EndsWith("/role/ultimateReceiver", StringComparison.Ordinal);
            if (header.MustUnderstand && forUs)
                return new NoEnvelope("MustUnderstand", $"the header {header.Name} in the namespace '{header.Namespace}' is not understood");
        }
        return null;
    }

    private static ArraySegment<byte> Segment(ReadOnlyMemory<byte> bytes) =>
        MemoryMarshal.TryGetArray(bytes, out var segment) ? segment : new ArraySegment<byte>(bytes.ToArray());

    private static MessageEncoder CreateEncoder() => CreateEncoding().CreateMessageEncoderFactory().Encoder;
}
