using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Documents;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Host.Commands;

/// <summary>Files of OCPI 2.2.1 objects that stand in for the directory.</summary>
internal static class OfflineDirectory
{
    private const string Dialect = "ocpi-2.2.1";

    /// <summary>Null when a file is no array of such objects; each fault with its row.</summary>
    public static FileDirectory? Load(FileInfo? locations, FileInfo? tokens, MappingBook book, out List<object> faults)
    {
        faults = [];
        var places = Read<Location>(locations, "location", book, faults);
        var cards = Read<Token>(tokens, "token", book, faults);
        return faults.Count == 0 ? new FileDirectory(places, cards) : null;
    }

    private static List<T> Read<T>(FileInfo? file, string mapping, MappingBook book, List<object> faults) where T : class
    {
        var records = new List<T>();
        if (file is null) return records;
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(file.FullName));
            var number = 0;
            foreach (var row in json.RootElement.EnumerateArray())
            {
                number++;
                var document = Document.FromJson(JsonSerializer.SerializeToUtf8Bytes(row), out var fault);
                if (fault is not null) faults.Add($"{file.Name}: row {number}: {fault}");
                if (document is null) continue;
                var reading = book.Find(Dialect, mapping)!.Read(document, document.Root, ReadContext.Default);
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
