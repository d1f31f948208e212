using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;
using ProtocolGateway.Sessions;

namespace ProtocolGateway.Host.Commands;

/// <summary>Files of OCPI 2.2.1 objects that stand in for the directory and the sessions' memory.</summary>
internal sealed class OfflineFiles(MappingBook book)
{
    private readonly List<object> faults = [];

    /// <summary>What is wrong with files that were read: each that is no array of such objects, each fault with its row.</summary>
    public IReadOnlyList<object> Faults => faults;

    public FileDirectory Directory(FileInfo? locations, FileInfo? tokens, FileInfo? tariffs) =>
        new(Read<Location>(locations, "location"), Read<Token>(tokens, "token"), Read<Tariff>(tariffs, "tariff"));

    public FileSessions SessionMemory(FileInfo? sessions) => FileSessions.Of(Read<Session>(sessions, "session"));

    private List<T> Read<T>(FileInfo? file, string mapping) where T : class
    {
        var records = new List<T>();
        if (file is null) return records;
        try
        {
            var read = DirectoryRows.By(book.Find(DirectoryRows.Dialect, mapping)!);
            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            var number = 0;
            foreach (var row in json.RootElement.EnumerateArray())
            {
                number++;
                var reading = read(JsonSerializer.SerializeToUtf8Bytes(row));
                faults.AddRange(reading.Faults.Select(f => $"{file.Name}: row {number}: {f}"));
                if (reading.Message is T record) records.Add(record);
            }
        }
        catch (Exception e) when (e is IOException or JsonException or InvalidOperationException)
        {
            faults.Add($"{file.Name} is no JSON array of OCPI objects: {e.Message}");
        }
        return records;
    }
}
