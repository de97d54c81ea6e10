using System.Reflection;

namespace Rlar.Host.OwnTools;

/// <summary>Tool definitions that types hold in public static properties and fields, one or a sequence each.</summary>
internal static class StaticDefinitions
{
    private const int MostDefinitions = 10_000;
    private static readonly Type[] s_held = [typeof(ToolDefinition), typeof(IEnumerable<ToolDefinition>)];

    /// <summary>The definitions of types, in their order.</summary>
    /// <param name="types">The types.</param>
    /// <param name="shown">The file that they come from.</param>
    /// <exception cref="HostException">The user's code throws when it is asked, or holds null.</exception>
    internal static IReadOnlyList<ToolDefinition> Of(IEnumerable<Type> types, string shown) =>
    [
        .. types.Where(type => !type.ContainsGenericParameters)
            .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly))
            .Where(member => TypeOf(member) is { } held && s_held.Any(sort => sort.IsAssignableFrom(held)))
            .SelectMany(member => In(ValueOf(member, shown), shown) ?? throw new HostException($"{shown}: {NameOf(member)} is null.")),
    ];

    /// <summary>The definitions that a value is; null where it is something else.</summary>
    /// <param name="value">The value.</param>
    /// <param name="shown">The file that it comes from.</param>
    /// <exception cref="HostException">A sequence throws, does not end, or holds null.</exception>
    internal static IReadOnlyList<ToolDefinition>? In(object? value, string shown) => value switch
    {
        ToolDefinition one => [one],
        IEnumerable<ToolDefinition> several => Listed(several, shown),
        _ => null,
    };

    private static ToolDefinition[] Listed(IEnumerable<ToolDefinition?> several, string shown)
    {
        ToolDefinition?[] listed;
        try
        {
            listed = [.. several.Take(MostDefinitions + 1)];
        }
#pragma warning disable CA1031 // The boundary: the sequence is the user's code and may throw anything.
        catch (Exception error)
#pragma warning restore CA1031
        {
            throw new HostException($"{shown}: its sequence of definitions threw {error.GetType().Name}: {error.Message}", error);
        }

        return listed.Length > MostDefinitions ? throw new HostException($"{shown}: its sequence of definitions has more than {MostDefinitions}.")
            : [.. listed.Select(one => one ?? throw new HostException($"{shown}: its sequence of definitions holds null."))];
    }

    private static Type? TypeOf(MemberInfo member) => member switch
    {
        PropertyInfo { CanRead: true } property when property.GetIndexParameters().Length == 0 => property.PropertyType,
        FieldInfo field => field.FieldType,
        _ => null,
    };

    private static object? ValueOf(MemberInfo member, string shown)
    {
        try
        {
            return member is PropertyInfo property ? property.GetValue(null) : ((FieldInfo)member).GetValue(null);
        }
        catch (Exception error) when (error is TargetInvocationException or TypeInitializationException)
        {
            Exception cause = error;
            while (cause is TargetInvocationException or TypeInitializationException && cause.InnerException is { } inner)
                cause = inner;
            throw new HostException($"{shown}: {NameOf(member)} threw {cause.GetType().Name}: {cause.Message}", error);
        }
    }

    private static string NameOf(MemberInfo member) => $"{member.DeclaringType!.Name}.{member.Name}";
}
