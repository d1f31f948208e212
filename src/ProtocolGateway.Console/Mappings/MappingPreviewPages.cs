using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using ProtocolGateway.Exchanges;
using ProtocolGateway.Mapping;
using ProtocolGateway.Mapping.Preview;
using ProtocolGateway.Mapping.Versions;

namespace ProtocolGateway.Console.Mappings;

/// <summary>
/// <c>/api/mappings/preview</c>: what other mapping files would make of the messages of late, beside those in force. The files come in the
/// request, or from the history: no address reads folders of this machine.
/// </summary>
internal static class MappingPreviewPages
{
    /// <summary>Somebody waits for the answer, and the gateway has other work meanwhile.</summary>
    private const int UsualLimit = 1000, MostLimit = PreviewQuestion.UsualLimit;

    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/mappings/preview", OfVersionAsync);
        api.MapPost("/mappings/preview", OfFilesAsync);
    }

    /// <param name="version">One of the history.</param>
    private static async Task<IResult> OfVersionAsync(
        IMappingPreview preview, IMappingHistory history, [FromServices] IMappings mappings, TimeProvider time, CancellationToken cancellation,
        string? version = null, string? since = null, string? partner = null, string? message = null, string? limit = null)
    {
        if (string.IsNullOrEmpty(version)) return Answers.BadParameter("version", "nothing was found; expected a version of the mapping files, or a POST of files");
        if (Read(since, partner, message, limit, time, out var fault) is not { } question) return fault!;
        return await history.LoadAsync(version, cancellation) is { } load
            ? await AnswerAsync(preview, question, mappings.Current, load, cancellation)
            : Answers.NotFound("version of the mapping files");
    }

    /// <summary>Files laid over those in force: <c>{ "files": { "emip/_dialect.yaml": "text" } }</c>, null takes one away.</summary>
    private static async Task<IResult> OfFilesAsync(
        HttpRequest request, IMappingPreview preview, [FromServices] IMappings mappings, TimeProvider time, CancellationToken cancellation,
        string? since = null, string? partner = null, string? message = null, string? limit = null)
    {
        if (Read(since, partner, message, limit, time, out var fault) is not { } question) return fault!;
        if (await GivenFiles.ReadAsync(request, cancellation) is not { } given) return GivenFiles.Missing;
        var before = mappings.Current;
        return before.Files.With(given, out var wrong) is { } files
            ? await AnswerAsync(preview, question, before, before.With(files), cancellation)
            : Answers.BadParameter("files", $"'{wrong}' is no mapping file; expected paths as emip/_dialect.yaml, null only for files in force");
    }

    private static async Task<IResult> AnswerAsync(IMappingPreview preview, PreviewQuestion question, MappingBook before, MappingLoad load, CancellationToken cancellation) =>
        load.Book is { } after
            ? Results.Ok(await preview.RunAsync(question, before, after, cancellation))
            : Results.Problem(
                statusCode: StatusCodes.Status422UnprocessableEntity, title: "The mapping files have faults",
                extensions: new Dictionary<string, object?> { ["faults"] = load.Faults.Select(f => f.ToString()) });

    /// <summary>Null, with the answer to give, when a parameter is wrong.</summary>
    private static PreviewQuestion? Read(string? since, string? partner, string? message, string? limit, TimeProvider time, out IResult? fault)
    {
        var most = UsualLimit;
        if (!Choice.Read("message", message, FactNames.All, out var fact, out fault)) return null;
        if (!string.IsNullOrEmpty(limit) && (!int.TryParse(limit, NumberStyles.None, CultureInfo.InvariantCulture, out most) || most is < 1 or > MostLimit))
            fault = Answers.BadParameter("limit", $"'{limit}' was found; expected a number from 1 to {MostLimit}");
        else if (PreviewQuestion.ParseSince(string.IsNullOrEmpty(since) ? PreviewQuestion.UsualSince : since, time.GetUtcNow()) is not { } from)
            fault = Answers.BadParameter("since", $"'{since}' was found; expected 90m, 24h, 7d or an instant");
        else
            return new() { Since = from, PartnerId = string.IsNullOrEmpty(partner) ? null : partner, Message = fact, Limit = most };
        return null;
    }

    private sealed record GivenFiles(IReadOnlyDictionary<string, string?>? Files)
    {
        public static IResult Missing => Answers.BadParameter("files", "nothing was found; expected a body { \"files\": { \"emip/_dialect.yaml\": \"text\" } }");

        /// <summary>Null when the body gives none. The media type doesn't matter: curl's default is a form's.</summary>
        public static async Task<IReadOnlyDictionary<string, string?>?> ReadAsync(HttpRequest request, CancellationToken cancellation)
        {
            try
            {
                var given = await JsonSerializer.DeserializeAsync<GivenFiles>(request.Body, JsonSerializerOptions.Web, cancellation).ConfigureAwait(false);
                return given?.Files is { Count: > 0 } files ? files : null;
            }
            catch (JsonException)
            {
                // No JSON, no files: the answer shows the body that is expected.
                return null;
            }
        }
    }
}
