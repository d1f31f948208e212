namespace ProtocolGateway.Console.Tests;

/// <summary>Whole answers of a console that can't reach its journal.</summary>
internal static class Unreachable
{
    public static string Because(string detail) =>
        $$"""
        {
          "type": "https://tools.ietf.org/html/rfc9110#section-15.6.4", "title": "The journal is out of reach",
          "status": 503, "detail": "{{detail}}"
        }
        """;
}
