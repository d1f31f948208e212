using System.Net.Http.Headers;
using System.Text;
using System.Xml;

namespace ProtocolGateway.Testing.Clients;

/// <summary>Posts eMIP messages to the gateway as a partner does.</summary>
/// <param name="gateway">Its base address is the gateway's <c>Listen</c>.</param>
public sealed class EmipCpoClient(HttpClient gateway)
{
    public const string ContentType = "application/soap+xml; charset=UTF-8; action=\"https://api-iop.gireve.com/services/eMIP_ToIOP_SetChargeDetailRecordV1/\"";

    public Task<EmipAnswer> SendAsync(EmipRecord record) => SendAsync(record.Request());

    public Task<EmipAnswer> SendAsync(string envelope, string contentType = ContentType, string path = "/api/emip") =>
        SendAsync(Encoding.UTF8.GetBytes(envelope), contentType, path);

    public async Task<EmipAnswer> SendAsync(ReadOnlyMemory<byte> body, string contentType = ContentType, string path = "/api/emip")
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ReadOnlyMemoryContent(body) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        using var response = await gateway.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return new EmipAnswer((int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), text)
        {
            RetryAfter = response.Headers.RetryAfter?.ToString(),
        };
    }
}

/// <summary>What the gateway answered.</summary>
public sealed record EmipAnswer(int HttpStatus, string? ContentType, string Body)
{
    public string? RetryAfter { get; init; }

    /// <summary>The envelope; null when the body is no XML.</summary>
    public EmipMessage? Message { get; } = Read(Body);

    public string? RequestStatus => Message?.Value("requestStatus");

    public override string ToString() => $"HTTP {HttpStatus}\n{Body}";

    private static EmipMessage? Read(string body)
    {
        try
        {
            return EmipMessage.Read(Encoding.UTF8.GetBytes(body));
        }
        catch (XmlException)
        {
            return null;
        }
    }
}
