using System.Collections.Concurrent;

namespace ProtocolGateway.Directory;

/// <summary>Keeps between <paramref name="size"/> and twice as many values, those used last among them.</summary>
internal sealed class GenerationCache<TKey, TValue>(int size) where TKey : notnull
{
    private volatile ConcurrentDictionary<TKey, TValue> young = new();
    private volatile ConcurrentDictionary<TKey, TValue> old = new();

    public bool TryGet(TKey key, out TValue value)
    {
        if (young.TryGetValue(key, out value!)) return true;
        if (!old.TryGetValue(key, out value!)) return false;
        Add(key, value);
        return true;
    }

    /// <summary>Looks without using.</summary>
    public bool Holds(TKey key) => young.ContainsKey(key) || old.ContainsKey(key);

    public void Add(TKey key, TValue value)
    {
        if (young.Count >= size) (old, young) = (young, new());
        young[key] = value;
    }
}
