using System.Reflection;

namespace Rlar.Host.OwnTools;

/// <summary>Tool definitions that types hold in public static properties and fields, one or a sequence each.</summary>
internal static class StaticDefinitions
{
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
            .SelectMany(member => In(ValueOf(member, shown)) ?? throw new HostException($"{shown}: {NameOf(member)} is null.")),
    ];

    /// <summary>The definitions that a value is; null where it is something else.</summary>
    internal static IReadOnlyList<ToolDefinition>? In(object? value) => value switch
    {
        ToolDefinition one => [one],
        IEnumerable<ToolDefinition> several => [.. several],
        _ => null,
    };

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
