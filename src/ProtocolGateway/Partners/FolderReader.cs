namespace ProtocolGateway.Partners;

/// <summary>Where data, mappings and schemas are.</summary>
internal sealed class FolderReader(SettingSection gateway, Surroundings surroundings)
{
    /// <summary>The one folder of the mappings that is no dialect's and no partner's.</summary>
    public const string ProfileFolder = "profiles";

    /// <summary>Below the current directory; made if it is missing.</summary>
    public string Data(bool make)
    {
        var path = Below(gateway.Text("DataDirectory") ?? "data");
        try
        {
            if (make) System.IO.Directory.CreateDirectory(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            gateway.Fault("DataDirectory", $"'{path}' can't be made ({e.Message}); expected a folder that the gateway may write to");
        }
        return path;
    }

    /// <summary>The set folder, else <c>mappings</c> of the current directory, else beside the program.</summary>
    /// <param name="found">The folder, for what is looked for beside it.</param>
    public string Mappings(out string found)
    {
        if (gateway.Text("Mappings") is { } set)
        {
            found = Below(set);
            if (!System.IO.Directory.Exists(found))
                gateway.Fault("Mappings", $"there is no folder '{found}'; expected the folder of the mapping files, or nothing for the ones that come with the program");
            return found;
        }
        found = FirstOf(surroundings.CurrentDirectory, "mappings");
        return found;
    }

    /// <summary>Beside the mappings, else beside the program.</summary>
    public string Schemas(string mappings) => FirstOf(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(mappings)) ?? mappings, "schemas");

    /// <summary>Among the mappings.</summary>
    public static string Profiles(string mappings) => Path.Combine(mappings, ProfileFolder);

    private string FirstOf(string folder, string name)
    {
        var here = Path.Combine(folder, name);
        return System.IO.Directory.Exists(here) ? here : Path.Combine(surroundings.ProgramDirectory, name);
    }

    private string Below(string path) => Path.GetFullPath(path, surroundings.CurrentDirectory);
}
