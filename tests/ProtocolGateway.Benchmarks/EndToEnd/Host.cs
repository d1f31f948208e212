namespace ProtocolGateway.Benchmarks.EndToEnd;

/// <summary>The built Host, as an operator calls it.</summary>
internal static class Host
{
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0, or isn't built.</exception>
    public static async Task CommandAsync(string folder, string settings, params string[] arguments)
    {
        await using var command = Start(folder, [.. arguments, "--config", settings]);
        if (await command.ExitAsync() is var code and not 0)
            throw new InvalidOperationException($"{string.Join(' ', arguments)} ended with {code}: {command.Complaints}");
    }

    public static ChildProcess Start(string folder, string settings) => Start(folder, ["run", "--config", settings]);

    public static async Task<bool> IsReadyAsync(HttpClient client, Uri listen)
    {
        try
        {
            using var answer = await client.GetAsync(new Uri(listen, "health/ready"));
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false; // Not listening yet.
        }
    }

    private static ChildProcess Start(string folder, string[] arguments) =>
        File.Exists(Repository.Host)
            ? ChildProcess.Start(Repository.Host, folder, arguments, _ => { })
            : throw new InvalidOperationException($"The Host is not built: {Repository.Host}");
}
