using System.Text.Json;
using ProtocolGateway.Canonical;
using ProtocolGateway.Directory;
using ProtocolGateway.Mapping;

namespace ProtocolGateway.Host.Commands;

/// <summary>Files of OCPI 2.2.1 objects that stand in for the directory.</summary>
internal static class OfflineDirectory
{
    /// <summary>Null when a file is no array of such objects; each fault with its row.</summary>
    public static FileDirectory? Load(FileInfo? locations, FileInfo? tokens, FileInfo? tariffs, MappingBook book, out List<object> faults)
    {
        faults = [];
        var places = Read<Location>(locations, "location", book, faults);
        var cards = Read<Token>(tokens, "token", book, faults);
        var prices = Read<Tariff>(tariffs, "tariff", book, faults);
        return faults.Count == 0 ? new FileDirectory(places, cards, prices) : null;
    }

    private static List<T> Read<T>(FileInfo? file, string mapping, MappingBook book, List<object> faults) where T : class
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
