using System.Reflection;

namespace ProtocolGateway.Mapping.Plans;

/// <summary>
/// Reaches one property of a record, through the objects on the way. Made of the properties' own methods: a compiled
/// expression for each of some hundred rows would cost the start a second.
/// </summary>
internal abstract class Accessor<T>
{
    /// <summary>The value, or its default where an object on the way is missing.</summary>
    public abstract T Get(object record);

    /// <summary>Sets the value; objects on the way are made when they are missing.</summary>
    public abstract void Set(object record, T value);

    public static Accessor<T> Create(Type record, ReadOnlySpan<PropertyInfo> properties)
    {
        if (properties.Length == 1)
            return (Accessor<T>)Activator.CreateInstance(typeof(Leaf<>).MakeGenericType(typeof(T), record), properties[0])!;
        var inner = Create(properties[0].PropertyType, properties[1..]);
        return (Accessor<T>)Activator.CreateInstance(typeof(Way<,>).MakeGenericType(typeof(T), record, properties[0].PropertyType), properties[0], inner)!;
    }

    private sealed class Leaf<TOwner>(PropertyInfo property) : Accessor<T> where TOwner : class
    {
        private readonly Func<TOwner, T> get = property.GetMethod!.CreateDelegate<Func<TOwner, T>>();
        private readonly Action<TOwner, T> set = property.SetMethod!.CreateDelegate<Action<TOwner, T>>();

        public override T Get(object record) => get((TOwner)record);

        public override void Set(object record, T value) => set((TOwner)record, value);
    }

    private sealed class Way<TOwner, TNext>(PropertyInfo property, Accessor<T> inner) : Accessor<T> where TOwner : class where TNext : class, new()
    {
        private readonly Func<TOwner, TNext?> get = property.GetMethod!.CreateDelegate<Func<TOwner, TNext?>>();
        private readonly Action<TOwner, TNext> set = property.SetMethod!.CreateDelegate<Action<TOwner, TNext>>();

        public override T Get(object record) => get((TOwner)record) is { } next ? inner.Get(next) : default!;

        public override void Set(object record, T value)
        {
            if (get((TOwner)record) is not { } next)
            {
                next = new TNext();
                set((TOwner)record, next);
            }
            inner.Set(next, value);
        }
    }
}
