using System.Net.Security;
using System.ServiceModel;
using System.ServiceModel.Channels;
using System.Xml;
using ProtocolGateway.Emip.Wire;
using ProtocolGateway.Partners;

namespace ProtocolGateway.Emip.Outbound;

/// <summary>The way to one partner: a request channel that carries whole messages, so no wire classes.</summary>
internal sealed class Line
{
    private const int MaxAnswer = 1 << 20;
    private readonly IChannelFactory<IRequestChannel> factory;
    private readonly EmipOptions options;

    public Line(EmipOptions options, TimeProvider clock)
    {
        this.options = options;
        var transport = options.Url!.Scheme == "https" ? new HttpsTransportBindingElement() : new HttpTransportBindingElement();
        transport.TransferMode = TransferMode.Buffered;
        transport.AllowCookies = false;
        transport.UseDefaultWebProxy = false;
        transport.MaxReceivedMessageSize = MaxAnswer;
        transport.MaxBufferSize = MaxAnswer;
        var binding = new CustomBinding(SoapReader.CreateEncoding(), transport)
        {
            SendTimeout = options.Timeout,
            OpenTimeout = options.Timeout,
            ReceiveTimeout = options.Timeout,
        };
        HttpMessageHandler Handler(HttpClientHandler handler)
        {
            handler.AllowAutoRedirect = false;
            handler.SslProtocols = Tls.Versions;
            if (options.ClientCertificate is { } shown)
            {
                handler.ClientCertificateOptions = ClientCertificateOption.Manual;
                handler.ClientCertificates.Add(shown.Certificate);
            }
            // A partner's own authority counts instead of this machine's; the name has to be right all the same.
            if (options.ServerCertificateAuthority is { } authorities)
                handler.ServerCertificateCustomValidationCallback = (_, server, sent, errors) =>
                    server is not null && !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                    && Tls.IsServer(server, sent?.ChainPolicy.ExtraStore, authorities, clock.GetUtcNow());
            return new Tap(handler, options, clock);
        }
        factory = binding.BuildChannelFactory<IRequestChannel>(new BindingParameterCollection { new Func<HttpClientHandler, HttpMessageHandler>(Handler) });
        factory.Open();
    }

    /// <summary>Sends one element. What came back is in the returned call; why nothing did, in its trouble.</summary>
    public async Task<(Call Call, string? Trouble)> SendAsync(string action, string element, CancellationToken cancellation)
    {
        var call = new Call();
        Tap.Record(call);
        var channel = factory.CreateChannel(new EndpointAddress(options.Url), options.Url);
        using var abort = cancellation.Register(channel.Abort);
        try
        {
            channel.Open();
            using var message = Message.CreateMessage(SoapReader.Version, action, new RawBody(element));
            using var reply = await Task.Factory.FromAsync(channel.BeginRequest(message, options.Timeout, null, null), channel.EndRequest);
            return (call, null);
        }
        catch (Exception e) when (e is CommunicationException or TimeoutException or XmlException or IOException or HttpRequestException or OperationCanceledException or ObjectDisposedException)
        {
            // What the channel makes of an answer does not count: the call has its bytes.
            return (call, e is TimeoutException ? $"no answer within {options.Timeout.TotalSeconds:0} s" : Innermost(e));
        }
        finally
        {
            channel.Abort();
        }
    }

    private static string Innermost(Exception e)
    {
        while (e.InnerException is { } inner) e = inner;
        return e.Message;
    }

    private sealed class RawBody(string element) : BodyWriter(isBuffered: true)
    {
        protected override void OnWriteBodyContents(XmlDictionaryWriter writer) => writer.WriteRaw(element);
    }
}
