using DiffPlex.Renderer;

namespace ProtocolGateway.Mapping.Versions;

public static class TextComparison
{
    /// <summary>The lines that differ, with those around them, as a unified diff; empty for none.</summary>
    public static string Unified(string before, string after, string nameBefore, string nameAfter) =>
        before == after ? "" : UnidiffRenderer.GenerateUnidiff(before, after, nameBefore, nameAfter);
}
