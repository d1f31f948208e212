using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace ProtocolGateway.Emip.Inbound;

/// <summary>
/// Serves the hand-written WSDL (<c>?wsdl</c>; <c>?wsdl=search</c> for the experimental SearchEVSE) and its schemas
/// (<c>?xsd=NAME</c>), with our public address in them. Generated ones are wrong for unqualified children.
/// </summary>
internal static class ServiceDescription
{
    private const string Placeholder = "http://localhost/api/emip";
    private static readonly string[] Schemas = ["authorisation-v1.xsd", "evci-dynamic-v1.xsd", "platform-v1.xsd", "search-v1.xsd"];

    public static Task WriteAsync(HttpContext context)
    {
        var query = context.Request.Query;
        if (query.TryGetValue("wsdl", out var name) && WsdlOf(name) is { } wsdl) return WriteAsync(context, Wsdl(wsdl, Address(context)));
        if (Schemas.FirstOrDefault(s => s == query["xsd"]) is { } schema) return WriteAsync(context, Resource(schema));
        context.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        context.Response.Headers.Allow = "POST";
        return Task.CompletedTask;
    }

    private static string? WsdlOf(string? name) => name switch
    {
        null or "" => "emip.wsdl",
        "search" => "search.wsdl",
        _ => null,
    };

    private static string Wsdl(string name, string address)
    {
        var text = Resource(name).Replace(Placeholder, address, StringComparison.Ordinal);
        foreach (var schema in Schemas) text = text.Replace($"schemaLocation=\"{schema}\"", $"schemaLocation=\"{address}?xsd={schema}\"", StringComparison.Ordinal);
        return text;
    }

    private static string Resource(string name)
    {
        using var stream = typeof(ServiceDescription).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"The resource {name} is missing.");
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private static string Address(HttpContext context)
    {
        var request = context.Request;
        var url = context.RequestServices.GetService<IConfiguration>()?["Gateway:PublicUrl"];
        return (string.IsNullOrEmpty(url) ? $"{request.Scheme}://{request.Host}" : url).TrimEnd('/') + "/api/emip";
    }

    private static Task WriteAsync(HttpContext context, string text)
    {
        context.Response.ContentType = "text/xml; charset=utf-8";
        return context.Response.WriteAsync(text, context.RequestAborted);
    }
}
