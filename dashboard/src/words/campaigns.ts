export const campaigns = { status: {} as Record<string, string> } as const;
