// Written by `npm run types` from infra/openapi.py; change that, not this.

export interface paths {
    "/api/agents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists AI agents with the channels on which they answer
         * @description A page of agents. Takes the role viewer or a higher one.
         */
        get: operations["agents_list_agents"];
        put?: never;
        /**
         * Makes an AI agent; it answers on its channels within seconds
         * @description Makes an agent. Takes the role admin or a higher one.
         */
        post: operations["agents_create_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an AI agent
         * @description One agent. Takes the role viewer or a higher one.
         */
        get: operations["agents_get_agent"];
        put?: never;
        post?: never;
        /**
         * Deletes an AI agent; its conversations stay
         * @description Deletes an agent; people answer from now on. Takes the role admin or a higher one.
         */
        delete: operations["agents_delete_agent"];
        options?: never;
        head?: never;
        /**
         * Changes an AI agent, or on which channels it answers
         * @description Changes an agent. Takes the role admin or a higher one.
         */
        patch: operations["agents_patch_agent"];
        trace?: never;
    };
    "/api/agents/{id}/try": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has an AI agent answer in a sandbox, where nothing is sent or kept
         * @description Answers in the sandbox. Takes the role agent or a higher one.
         */
        post: operations["agents_try_agent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/agents/numbers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells how many answers and hand-overs there were in a range of days, and what they cost
         * @description What agents did. Takes the role viewer or a higher one.
         */
        get: operations["agents_get_numbers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists backups, the newest first
         * @description A page of backups. Takes the role viewer or a higher one.
         */
        get: operations["backups_list_backups"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a backup
         * @description One backup. Takes the role viewer or a higher one.
         */
        get: operations["backups_get_backup"];
        put?: never;
        post?: never;
        /**
         * Deletes a backup, in Google Drive too; one that runs is stopped
         * @description Deletes a backup. Takes the role admin or a higher one.
         */
        delete: operations["backups_delete_backup"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/{id}/drill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restores a backup into a workspace that is only there for it, compares the two and removes it
         * @description Begins a drill. Takes the role admin or a higher one.
         */
        post: operations["backups_drill_now"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks for a restore: every hash is checked, and what would change is counted; a person then begins it
         * @description Asks for a restore. Takes the role owner or a higher one.
         */
        post: operations["backups_ask_for_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Downloads a backup and checks every hash; changes nothing
         * @description Begins to check a backup. Takes the role admin or a higher one.
         */
        post: operations["backups_verify_backup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Looks through the connected Google Drive for backups of this workspace that are not listed here
         * @description Finds backups in the Drive. Takes the role admin or a higher one.
         */
        post: operations["backups_discover"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/drive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the link to a Google Drive, and how full it is
         * @description The link to a Drive. Takes the role viewer or a higher one.
         */
        get: operations["backups_show_drive"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/drive/callback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Takes Google's answer and sends the browser back to the settings
         * @description Where Google's page sends the browser.
         */
        get: operations["backups_drive_callback"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/drive/connect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says where to go in order to link a Google Drive
         * @description Google's page. Takes the role admin or a higher one.
         */
        post: operations["backups_connect_drive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/drive/disconnect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends the link to a Google Drive; what lies in it stays there
         * @description Ends the link. Takes the role admin or a higher one.
         */
        post: operations["backups_disconnect_drive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/restores": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists restores, the newest first
         * @description A page of restores. Takes the role viewer or a higher one.
         */
        get: operations["backups_list_restores"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/restores/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a restore: how far it is, what it would change, and what it changed
         * @description One restore. Takes the role viewer or a higher one.
         */
        get: operations["backups_get_restore"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/restores/{id}/apply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a restore whose changes are known
         * @description Begins a restore. Takes the role owner or a higher one.
         */
        post: operations["backups_begin_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/restores/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Calls a restore off; what it has written stays
         * @description Calls a restore off. Takes the role admin or a higher one.
         */
        post: operations["backups_cancel_restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/retention": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Says which backups the schedule's numbers keep, and which they would delete; deletes nothing
         * @description What would be deleted. Takes the role viewer or a higher one.
         */
        get: operations["backups_preview_retention"];
        put?: never;
        /**
         * Deletes the backups that the schedule's numbers do not keep
         * @description Deletes it. Takes the role admin or a higher one.
         */
        post: operations["backups_apply_retention"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begins a backup
         * @description Begins a backup. Takes the role admin or a higher one.
         */
        post: operations["backups_run_now"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/schedule": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows when backups are made, how, and how long they are kept
         * @description The schedule. Takes the role viewer or a higher one.
         */
        get: operations["backups_show_schedule"];
        /**
         * Sets when backups are made, how, and how long they are kept
         * @description Sets the schedule. Takes the role admin or a higher one.
         */
        put: operations["backups_set_schedule"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/backups/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how the backups are, in one look
         * @description How the backups are. Takes the role viewer or a higher one.
         */
        get: operations["backups_backup_status"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists campaigns, the newest first
         * @description A page of campaigns. Takes the role viewer or a higher one.
         */
        get: operations["campaigns_list_campaigns"];
        put?: never;
        /**
         * Makes a draft
         * @description Makes a draft. Takes the role agent or a higher one.
         */
        post: operations["campaigns_create_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a campaign
         * @description One campaign. Takes the role viewer or a higher one.
         */
        get: operations["campaigns_get_campaign"];
        put?: never;
        post?: never;
        /**
         * Deletes a draft
         * @description Deletes a draft. Takes the role agent or a higher one.
         */
        delete: operations["campaigns_delete_campaign"];
        options?: never;
        head?: never;
        /**
         * Changes a campaign: a draft in all, one that was launched in its name, timing and failure threshold
         * @description Changes a campaign. Takes the role agent or a higher one.
         */
        patch: operations["campaigns_patch_campaign"];
        trace?: never;
    };
    "/api/campaigns/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ends a campaign for good
         * @description Ends a campaign for good; what is sent is sent. Takes the role admin or a higher one.
         */
        post: operations["campaigns_cancel_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/dry-run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says who would get a message and who would not, what it costs, and when it would end
         * @description Says what a launch would do; 202 while it still counts, and then `GET` shows how far it is. Takes the role agent or a higher one.
         */
        post: operations["campaigns_dry_run_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/duplicate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes a draft of the same words, for the same people
         * @description Makes a draft of the same words. Takes the role agent or a higher one.
         */
        post: operations["campaigns_duplicate_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/launch": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Launches a campaign, or schedules it
         * @description Launches a campaign, or schedules it where it has a time to start; once, however often it is asked for. Takes the role admin or a higher one.
         */
        post: operations["campaigns_launch_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Pauses a campaign
         * @description Pauses a campaign. Takes the role admin or a higher one.
         */
        post: operations["campaigns_pause_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/progress": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts how far a campaign is
         * @description How far a campaign is; its numbers are at most two seconds old. Takes the role viewer or a higher one.
         */
        get: operations["campaigns_get_progress"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/recipients": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the people of a campaign with what became of their messages
         * @description A page of the people of a campaign, skipped ones too. Takes the role viewer or a higher one.
         */
        get: operations["campaigns_list_recipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/recipients/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports the people of a campaign as CSV, part by part
         * @description A part of the people of a campaign as CSV; the header `X-Next-Cursor` leads to the next part, if there is one. Takes the role viewer or a higher one.
         */
        get: operations["campaigns_export_recipients"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a paused campaign go on where it stood
         * @description Lets a paused campaign go on where it stood. Takes the role admin or a higher one.
         */
        post: operations["campaigns_resume_campaign"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends failed messages again where that can help
         * @description Sends failed messages again where that can help; never to those who opted out or cannot be reached. Takes the role admin or a higher one.
         */
        post: operations["campaigns_retry_failed"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/campaigns/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends one message of the campaign to one contact
         * @description Sends one message of the campaign to one contact; not counted in its progress, but in the month's messages. Takes the role agent or a higher one.
         */
        post: operations["campaigns_send_test"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists contacts
         * @description A page of contacts; those merged into others are left out. Takes the role viewer or a higher one.
         */
        get: operations["contacts_list_contacts"];
        put?: never;
        /**
         * Makes a contact of somebody who has not written yet
         * @description Makes a contact of somebody who has not written yet. Takes the role agent or a higher one.
         */
        post: operations["contacts_create_contact"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a contact with all addresses
         * @description One contact with all addresses. Takes the role viewer or a higher one.
         */
        get: operations["contacts_get_contact"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes a contact's name, tags, attributes, language or time zone
         * @description Changes what is known about a contact. Takes the role agent or a higher one.
         */
        patch: operations["contacts_edit_contact"];
        trace?: never;
    };
    "/api/contacts/{id}/consent": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Records that a contact does not want to be written to, or wants to again
         * @description Records a wish that a contact told somebody. Takes the role agent or a higher one.
         */
        post: operations["contacts_record_consent"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/facts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what is known of a contact: listed, or ranked for a question as an agent gets it
         * @description What is known of a contact. Takes the role viewer or a higher one.
         */
        get: operations["contacts_show_facts"];
        put?: never;
        /**
         * Remembers one fact of a contact, or up to 500; the same words are the same fact
         * @description Remembers facts. Takes the role agent or a higher one.
         */
        post: operations["contacts_add_facts"];
        /**
         * Forgets all facts of a contact; the conversation stays
         * @description Forgets all facts of a contact. Takes the role agent or a higher one.
         */
        delete: operations["contacts_forget_facts"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/facts/{fact}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a fact, whether it holds or is history
         * @description One fact. Takes the role viewer or a higher one.
         */
        get: operations["contacts_get_fact"];
        put?: never;
        post?: never;
        /**
         * Forgets one fact
         * @description Forgets one fact. Takes the role agent or a higher one.
         */
        delete: operations["contacts_forget_fact"];
        options?: never;
        head?: never;
        /**
         * Changes a fact's words or category, or pins it
         * @description Changes a fact. Takes the role agent or a higher one.
         */
        patch: operations["contacts_change_fact"];
        trace?: never;
    };
    "/api/contacts/{id}/forget": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Forgets a contact for good: facts, the words and files of the conversation, name, tags and attributes
         * @description Forgets a contact. Takes the role admin or a higher one.
         */
        post: operations["contacts_forget"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/identities": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Links a further address to a contact, so that both are one conversation
         * @description Makes an address a contact's. Takes the role agent or a higher one.
         */
        post: operations["contacts_link"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/merge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Merges another contact into this one
         * @description Makes another contact one with this. Takes the role agent or a higher one.
         */
        post: operations["contacts_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/merge-preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what this contact would be if another one were merged into it, and which values would win
         * @description What two contacts would become. Takes the role viewer or a higher one.
         */
        get: operations["contacts_preview_merge"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/merges": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the merges into this contact that can still be undone
         * @description The merges into a contact that can still be undone. Takes the role viewer or a higher one.
         */
        get: operations["contacts_list_merges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/merges/{source}/undo": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Undoes a merge: what came from the other contact goes back, and what came since stays
         * @description Makes a merged contact one of its own again. Takes the role agent or a higher one.
         */
        post: operations["contacts_undo_merge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists contacts that are probably the same person as this one
         * @description Who is probably the same person as a contact. Takes the role viewer or a higher one.
         */
        get: operations["contacts_suggest_merges"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/suggestions/{other}/dismiss": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Notes that two contacts are not one person, so that it is not suggested any more
         * @description Notes that two contacts are not one person. Takes the role agent or a higher one.
         */
        post: operations["contacts_dismiss_suggestion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/{id}/wishes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists every wish of a contact to be written to or not, as it came in
         * @description A page of a contact's wishes. Takes the role viewer or a higher one.
         */
        get: operations["contacts_list_wishes"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/attributes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows which custom attributes have a type
         * @description The attributes that have a type. Takes the role viewer or a higher one.
         */
        get: operations["contacts_show_attributes"];
        /**
         * Says which custom attributes have a type; values that are there stay
         * @description Replaces the attributes that have a type. Takes the role admin or a higher one.
         */
        put: operations["contacts_save_attributes"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/audiences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists audiences
         * @description A page of audiences. Takes the role viewer or a higher one.
         */
        get: operations["contacts_list_audiences"];
        put?: never;
        /**
         * Makes an audience: a filter, or a list that files fill
         * @description Makes an audience. Takes the role agent or a higher one.
         */
        post: operations["contacts_create_audience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/audiences/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows an audience, and how far the import of its file is
         * @description One audience, with how far the import of its file is. Takes the role viewer or a higher one.
         */
        get: operations["contacts_get_audience"];
        put?: never;
        post?: never;
        /**
         * Deletes an audience; its people stay
         * @description Deletes an audience. Takes the role agent or a higher one.
         */
        delete: operations["contacts_delete_audience"];
        options?: never;
        head?: never;
        /**
         * Changes an audience's name or filter
         * @description Changes an audience. Takes the role agent or a higher one.
         */
        patch: operations["contacts_change_audience"];
        trace?: never;
    };
    "/api/contacts/audiences/{id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in a CSV file of people, which is worked off in the background
         * @description Takes in a file of people. Takes the role agent or a higher one.
         */
        post: operations["contacts_import_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/audiences/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Counts whom an audience means, and shows some
         * @description Whom an audience means now. Takes the role agent or a higher one.
         */
        post: operations["contacts_preview_audience"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/audiences/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Counts whom a filter would mean, and shows some
         * @description Whom a filter would mean. Takes the role viewer or a higher one.
         */
        post: operations["contacts_preview_filter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/memory": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows whether agents learn and by what they recall
         * @description What the tenant lets its agents remember. Takes the role viewer or a higher one.
         */
        get: operations["contacts_show_memory"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Switches learning or embeddings on or off for the whole workspace
         * @description Changes what the tenant lets its agents remember. Takes the role admin or a higher one.
         */
        patch: operations["contacts_change_memory"];
        trace?: never;
    };
    "/api/contacts/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lists the contacts that a filter means
         * @description A page of the contacts that a filter means. Takes the role viewer or a higher one.
         */
        post: operations["contacts_search_contacts"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/contacts/suggestions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compares contacts with all others, page by page, and lists pairs that are probably one person
         * @description A page of contacts that are probably one person. Takes the role viewer or a higher one.
         */
        get: operations["contacts_list_suggestions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/canned": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the canned replies that people insert by a shortcut
         * @description The tenant's canned replies. Takes the role viewer or a higher one.
         */
        get: operations["inbox_list_canned"];
        /**
         * Replaces the canned replies, unless somebody saved others meanwhile
         * @description Replaces them. Takes the role agent or a higher one.
         */
        put: operations["inbox_save_canned"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/conversations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists conversations, the one with the newest message first
         * @description A page of conversations. Takes the role viewer or a higher one.
         */
        get: operations["inbox_list_conversations"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/conversations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a conversation and how a reply would leave
         * @description One conversation with its route. Takes the role viewer or a higher one.
         */
        get: operations["inbox_get_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Changes status, assignee, labels or unread
         * @description Changes status, assignee, labels or unread. Takes the role agent or a higher one.
         */
        patch: operations["inbox_patch_conversation"];
        trace?: never;
    };
    "/api/inbox/conversations/{id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the messages of a conversation, the newest first
         * @description A page of a thread. Takes the role viewer or a higher one.
         */
        get: operations["inbox_list_messages"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/conversations/{id}/reply": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a reply through the channel on which the contact was last heard
         * @description Queues a reply. Takes the role agent or a higher one.
         */
        post: operations["inbox_reply"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes the bytes of a file that a reply can carry
         * @description Takes a file that a reply can carry. Takes the role agent or a higher one.
         */
        post: operations["inbox_upload"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a message
         * @description One message. Takes the role viewer or a higher one.
         */
        get: operations["inbox_get_message"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/messages/{id}/media": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells where a browser may read a message's file for the next minutes
         * @description Where a browser may read a message's media. Takes the role viewer or a higher one.
         */
        get: operations["inbox_media_url"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/messages/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sends a message again that failed or whose outcome is unknown
         * @description Sends a message again. Takes the role agent or a higher one.
         */
        post: operations["inbox_retry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/messages/{id}/settle": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Settles an unknown outcome by what a person knows
         * @description Settles an unknown outcome. Takes the role agent or a higher one.
         */
        post: operations["inbox_settle"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/messages/{id}/story": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tells what happened to a message: its webhook, its route, tries to send it, receipts, work that failed
         * @description What happened to a message. Takes the role viewer or a higher one.
         */
        get: operations["inbox_tell_story"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/inbox/unread": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Counts conversations with something that nobody has looked at
         * @description The badge. Takes the role viewer or a higher one.
         */
        get: operations["inbox_count_unread"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how much work failed, and whether the caller runs the platform
         * @description Everything at a glance. Takes the role viewer or a higher one.
         */
        get: operations["jobs_show_board"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/failed": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists work that failed, the newest failure first
         * @description Failed work. Takes the role viewer or a higher one.
         */
        get: operations["jobs_list_letters"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/failed/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows work that failed, with every try
         * @description One piece of failed work. Takes the role viewer or a higher one.
         */
        get: operations["jobs_get_letter"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/failed/{id}/discard": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Says that failed work need not be done, and why
         * @description Says that failed work need not be done. Takes the role admin or a higher one.
         */
        post: operations["jobs_discard_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/failed/{id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has failed work done again
         * @description Has failed work done again. Takes the role admin or a higher one.
         */
        post: operations["jobs_retry_letter"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/failed/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has all failed work of a kind done again
         * @description Has all failed work of a kind done again. Takes the role admin or a higher one.
         */
        post: operations["jobs_retry_all"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/incidents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what is wrong with the workspace's set-up, or was; the newest first
         * @description What is wrong now, or was. Takes the role viewer or a higher one.
         */
        get: operations["jobs_list_incidents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/queues": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the platform's queues; for whoever runs the platform
         * @description The platform's queues. Takes the role viewer or a higher one.
         */
        get: operations["jobs_list_queues"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/queues/{name}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Keeps a queue from dispatching; for whoever runs the platform
         * @description Keeps a queue from dispatching. Takes the role admin or a higher one.
         */
        post: operations["jobs_pause_queue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/queues/{name}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a queue dispatch again; for whoever runs the platform
         * @description Lets a queue dispatch again. Takes the role admin or a higher one.
         */
        post: operations["jobs_resume_queue"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/running": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists imports, back-fills, backups and other work that takes long, the newest first
         * @description Work that takes long. Takes the role viewer or a higher one.
         */
        get: operations["jobs_list_long_work"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/running/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Asks work that takes long to stop at its next step
         * @description Asks work to stop. Takes the role admin or a higher one.
         */
        post: operations["jobs_cancel_long_work"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/schedules": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what begins by the clock, with the last run and the next
         * @description The platform's schedules. Takes the role viewer or a higher one.
         */
        get: operations["jobs_list_schedules"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/jobs/schedules/{name}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Starts a schedule now; for whoever runs the platform
         * @description Starts a schedule by hand. Takes the role admin or a higher one.
         */
        post: operations["jobs_start_schedule"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists templates
         * @description A page of templates by name. Takes the role viewer or a higher one.
         */
        get: operations["templates_list_templates"];
        put?: never;
        /**
         * Makes a template
         * @description Keeps a new template. Takes the role admin or a higher one.
         */
        post: operations["templates_create_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a template
         * @description One template. Takes the role viewer or a higher one.
         */
        get: operations["templates_get_template"];
        /**
         * Gives a template a new content; what it was is kept as a version
         * @description Gives a template a new content. Takes the role admin or a higher one.
         */
        put: operations["templates_put_template"];
        post?: never;
        /**
         * Deletes a template with its versions, at WhatsApp too
         * @description Deletes a template, at WhatsApp too. Takes the role admin or a higher one.
         */
        delete: operations["templates_delete_template"];
        options?: never;
        head?: never;
        /**
         * Changes parts of a template, or archives it
         * @description Changes parts of a template. Takes the role admin or a higher one.
         */
        patch: operations["templates_patch_template"];
        trace?: never;
    };
    "/api/templates/{id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows a template as people will see it
         * @description A template as people will see it. Takes the role agent or a higher one.
         */
        post: operations["templates_preview_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Submits a template to the WhatsApp Business Account above a channel
         * @description Submits a template to WhatsApp. Takes the role admin or a higher one.
         */
        post: operations["templates_submit_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}/used-by": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what uses a template
         * @description What uses a template. Takes the role viewer or a higher one.
         */
        get: operations["templates_list_uses"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what a template was in each version, the newest first
         * @description What a template was in each version. Takes the role viewer or a higher one.
         */
        get: operations["templates_list_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Writes all templates out; as a table where `format` is `csv`
         * @description All templates as a file. Takes the role viewer or a higher one.
         */
        get: operations["templates_export_templates"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes in templates from a file, each on its own
         * @description Takes in templates from a file. Takes the role admin or a higher one.
         */
        post: operations["templates_import_templates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows a template that is not kept yet as people will see it, with its faults
         * @description A template that is not kept yet, as people will see it. Takes the role agent or a higher one.
         */
        post: operations["templates_preview_draft"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/spin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Rewords a message with a language model, and tells of each rewording whether it keeps the rules
         * @description Rewordings of a message. Takes the role admin or a higher one.
         */
        post: operations["templates_spin"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/templates/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes over what WhatsApp says of every template, and imports those that only WhatsApp has
         * @description Looks what WhatsApp has. Takes the role admin or a higher one.
         */
        post: operations["templates_sync_templates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/backfill": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the newest back-fills
         * @description The newest back-fills. Takes the role admin or a higher one.
         */
        get: operations["usage_list_backfills"];
        put?: never;
        /**
         * Counts the hours, days and months of a range anew
         * @description Begins to count a range anew. Takes the role admin or a higher one.
         */
        post: operations["usage_begin_backfill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/backfill/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows how far a back-fill is
         * @description How far a back-fill is. Takes the role admin or a higher one.
         */
        get: operations["usage_get_backfill"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/backfill/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stops a back-fill at its next day; what it counted stays
         * @description Stops a back-fill. Takes the role admin or a higher one.
         */
        post: operations["usage_cancel_backfill"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/busiest-hours": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows when in the week people write
         * @description When in the week people write. Takes the role viewer or a higher one.
         */
        get: operations["usage_busy_hours"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/costs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Estimates what a month cost to run
         * @description What a month cost. Takes the role admin or a higher one.
         */
        get: operations["usage_costs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/current": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows what this month has used of the plan, and what it comes to by its end
         * @description The running month's counters. Takes the role viewer or a higher one.
         */
        get: operations["usage_current"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/daily": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows numbers by the day: those that are over from roll-ups, the running one as it stands
         * @description Numbers by the day. Takes the role viewer or a higher one.
         */
        get: operations["usage_daily"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Exports numbers by the hour, day or month as CSV
         * @description Numbers as CSV. Takes the role viewer or a higher one.
         */
        get: operations["usage_export"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/hourly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows numbers by the hour: those that are over from roll-ups, the running one as it stands
         * @description Numbers by the hour. Takes the role viewer or a higher one.
         */
        get: operations["usage_hourly"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/usage/monthly": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows numbers by the month: those that are over from roll-ups, the running one as it stands
         * @description Numbers by the month. Takes the role viewer or a higher one.
         */
        get: operations["usage_monthly"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the addresses that events are posted to
         * @description All webhooks. Takes the role admin or a higher one.
         */
        get: operations["webhooks_list_webhooks"];
        put?: never;
        /**
         * Has events posted to an address, signed with a secret that is shown this once
         * @description Makes a webhook. Takes the role admin or a higher one.
         */
        post: operations["webhooks_create_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a webhook
         * @description One webhook. Takes the role admin or a higher one.
         */
        get: operations["webhooks_get_webhook"];
        put?: never;
        post?: never;
        /**
         * Removes a webhook; nothing is posted to it any more
         * @description Removes a webhook. Takes the role admin or a higher one.
         */
        delete: operations["webhooks_delete_webhook"];
        options?: never;
        head?: never;
        /**
         * Changes a webhook, pauses it or switches it on
         * @description Changes a webhook. Takes the role admin or a higher one.
         */
        patch: operations["webhooks_patch_webhook"];
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists what came of posting events to a webhook, the newest event first, with every try
         * @description What came of telling a webhook of events. Takes the role admin or a higher one.
         */
        get: operations["webhooks_list_deliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/deliveries/{delivery_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Posts an event again, under the same id
         * @description Has an event told again. Takes the role admin or a higher one.
         */
        post: operations["webhooks_replay_delivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Posts again what was given up since a moment, up to 100 events at a time
         * @description Has told again what was given up. Takes the role admin or a higher one.
         */
        post: operations["webhooks_replay_since"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives a webhook a new secret, shown this once; for a day is signed with both
         * @description Gives a webhook a new secret. Takes the role admin or a higher one.
         */
        post: operations["webhooks_rotate_secret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/webhooks/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Posts a test event to a webhook, once
         * @description Tries a webhook. Takes the role admin or a higher one.
         */
        post: operations["webhooks_test_webhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows the workspace, its plan and what the caller may do
         * @description The tenant, its plan and the caller's role. Takes the role viewer or a higher one.
         */
        get: operations["workspace_get_workspace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists who changed what, the newest first; nothing changes or removes an entry
         * @description A page of who changed what. Takes the role admin or a higher one.
         */
        get: operations["workspace_list_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Gives out who changed what as CSV, the newest 10,000 entries that the filter names
         * @description Who changed what, as a file. Takes the role admin or a higher one.
         */
        get: operations["workspace_export_audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/channels": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists channels
         * @description A page of channels, those included that are disconnected. Takes the role viewer or a higher one.
         */
        get: operations["workspace_list_channels"];
        put?: never;
        /**
         * Connects a WhatsApp number or a Telegram bot
         * @description Connects an account; a broken channel of the same account is taken up again under its id. Takes the role admin or a higher one.
         */
        post: operations["workspace_connect_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/channels/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Shows a channel
         * @description One channel; admins also see what to give Meta. Takes the role viewer or a higher one.
         */
        get: operations["workspace_get_channel"];
        put?: never;
        post?: never;
        /**
         * Disconnects a channel; its conversations stay
         * @description Forgets the channel's credentials; its conversations stay. Takes the role admin or a higher one.
         */
        delete: operations["workspace_disconnect_channel"];
        options?: never;
        head?: never;
        /**
         * Changes a channel's name, or whether it may send
         * @description Changes name or status. Takes the role admin or a higher one.
         */
        patch: operations["workspace_patch_channel"];
        trace?: never;
    };
    "/api/workspace/channels/{id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tests whether the provider takes our calls
         * @description Calls the provider in the channel's name; a broken channel that works again becomes active. Takes the role admin or a higher one.
         */
        post: operations["workspace_test_channel"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists those who have been asked to work here and have not accepted
         * @description A page of those who have been asked. Takes the role admin or a higher one.
         */
        get: operations["workspace_list_invites"];
        put?: never;
        /**
         * Asks somebody to work here; asking again renews, and the link before ends
         * @description Asks somebody. Takes the role admin or a higher one.
         */
        post: operations["workspace_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Takes an invitation back
         * @description Takes an invitation back. Takes the role admin or a higher one.
         */
        delete: operations["workspace_revoke_invite"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites/accept": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Accepts an invitation; the signed-in person must have confirmed the address that it is for
         * @description Makes the person a member.
         */
        post: operations["workspace_accept_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/invites/look": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shows an invitation to whoever has its link
         * @description What whoever has the link may know.
         */
        post: operations["workspace_look_at_invite"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists API keys, without the keys
         * @description A page of keys. Takes the role admin or a higher one.
         */
        get: operations["workspace_list_api_keys"];
        put?: never;
        /**
         * Makes an API key, which is shown this once
         * @description Makes a key. Takes the role admin or a higher one.
         */
        post: operations["workspace_create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/keys/{id}/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has an API key work no more, from its next call on
         * @description Has a key work no more. Takes the role admin or a higher one.
         */
        post: operations["workspace_revoke_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/keys/{id}/rotate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Puts a new API key in the place of one, which still works for a while
         * @description Puts a new key in the place of one. Takes the role admin or a higher one.
         */
        post: operations["workspace_rotate_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/leave": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has the caller work here no more
         * @description Has the caller work here no more. Takes the role viewer or a higher one.
         */
        post: operations["workspace_leave_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the people who work here
         * @description A page of the tenant's people. Takes the role viewer or a higher one.
         */
        get: operations["workspace_list_members"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Removes a person; it holds from their next request on
         * @description Has a person work here no more. Takes the role admin or a higher one.
         */
        delete: operations["workspace_remove_member"];
        options?: never;
        head?: never;
        /**
         * Changes what a person may do, up to what the caller may
         * @description Changes what a person may do. Takes the role admin or a higher one.
         */
        patch: operations["workspace_change_member"];
        trace?: never;
    };
    "/api/workspace/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Lists the workspaces in which the signed-in person works
         * @description The workspaces in which the caller works.
         */
        get: operations["workspace_list_mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Founds a workspace; the signed-in person becomes its owner
         * @description Founds a workspace.
         */
        post: operations["workspace_sign_up"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/workspace/transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Makes another person the owner, and the caller an admin
         * @description Hands the workspace over. Takes the role owner or a higher one.
         */
        post: operations["workspace_transfer_workspace"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * AccountSync
         * @description What came of one WhatsApp Business Account.
         */
        AccountSync: {
            /**
             * Account Id
             * @description The account's id.
             */
            account_id: string;
            /**
             * Channel Id
             * @description The channel through which it was asked.
             */
            channel_id: string;
            /**
             * Deleted
             * @description Templates that Meta no longer has.
             * @default 0
             */
            deleted?: number;
            /**
             * Detail
             * @description What happened, in a sentence.
             */
            detail: string;
            /**
             * Imported
             * @description Templates that only Meta had.
             * @default 0
             */
            imported?: number;
            /**
             * Ok
             * @description Whether all its templates were looked at.
             */
            ok: boolean;
            /**
             * Skipped
             * @description Templates of kinds that we do not know, with the reason.
             */
            skipped?: string[];
            /**
             * Unchanged
             * @description Templates of which it did not.
             * @default 0
             */
            unchanged?: number;
            /**
             * Updated
             * @description Templates of which Meta said something new.
             * @default 0
             */
            updated?: number;
        };
        /**
         * AgentIn
         * @description A new agent.
         */
        AgentIn: {
            /**
             * Channels
             * @description The channels on which it answers; another agent that answered there no longer does.
             */
            channels?: string[];
            /**
             * Debounce S
             * @description For how long it waits for another message before it answers all of them at once, in seconds.
             * @default 3
             */
            debounce_s?: number;
            /**
             * @description When it leaves a conversation to people.
             * @default {
             *       "keywords": [],
             *       "on_request": true,
             *       "least_confidence": 0,
             *       "after_failures": 3,
             *       "message": ""
             *     }
             */
            hand_over?: components["schemas"]["HandOverRulesIn"];
            /**
             * Hours
             * @description When it answers; empty is around the clock.
             */
            hours?: components["schemas"]["WorkingTimeIn"][];
            /**
             * Instructions
             * @description What it is to do and to know.
             * @default
             */
            instructions?: string;
            /**
             * Is On
             * @description Whether it answers.
             * @default true
             */
            is_on?: boolean;
            /**
             * Language
             * @description The language to answer in where the contact's cannot be told.
             * @default
             */
            language?: string;
            /**
             * Learns
             * @description Whether facts are learned from the conversations that it answers.
             * @default true
             */
            learns?: boolean;
            /**
             * Model
             * @description The language model; empty takes the platform's.
             * @default
             */
            model?: string;
            /**
             * Name
             * @description Who it says it is.
             */
            name: string;
            /**
             * Reads Media
             * @description Whether voice notes and pictures are put into words for it, where the plan includes that.
             * @default true
             */
            reads_media?: boolean;
            /**
             * Temperature
             * @description For models that take one; null leaves it to the model.
             * @default null
             */
            temperature?: number | null;
            /**
             * Time Zone
             * @description Whose wall clock shows the hours, an IANA name; empty is the workspace's.
             * @default
             */
            time_zone?: string;
            /**
             * Tools
             * @description What it may do besides answering.
             */
            tools?: components["schemas"]["AgentTool"][];
        };
        /**
         * AgentNumbers
         * @description What agents did in a range of days.
         */
        AgentNumbers: {
            /**
             * By Agent
             * @description The same for each agent that did something, by its id; deleted ones too.
             */
            by_agent: {
                [key: string]: components["schemas"]["Numbers"];
            };
            /**
             * Days
             * @description The same for each day, those without anything too.
             */
            days: components["schemas"]["DayNumbers"][];
            /**
             * First
             * Format: date
             * @description The first day.
             */
            first: string;
            /**
             * Last
             * Format: date
             * @description The last day.
             */
            last: string;
            /** @description All days together. */
            total: components["schemas"]["Numbers"];
        };
        /**
         * AgentPatch
         * @description What changes about an agent; what is left out stays.
         */
        AgentPatch: {
            /**
             * Channels
             * @description All channels on which it answers; another agent that answered there no longer does.
             * @default null
             */
            channels?: string[] | null;
            /**
             * Debounce S
             * @description For how long it waits for another message, in seconds.
             * @default null
             */
            debounce_s?: number | null;
            /**
             * @description When it leaves a conversation to people; all of the rules.
             * @default null
             */
            hand_over?: components["schemas"]["HandOverRulesIn"] | null;
            /**
             * Hours
             * @description When it answers; empty is around the clock.
             * @default null
             */
            hours?: components["schemas"]["WorkingTimeIn"][] | null;
            /**
             * Instructions
             * @description What it is to do and to know.
             * @default null
             */
            instructions?: string | null;
            /**
             * Is On
             * @description Whether it answers.
             * @default null
             */
            is_on?: boolean | null;
            /**
             * Language
             * @description The language to answer in where the contact's cannot be told.
             * @default null
             */
            language?: string | null;
            /**
             * Learns
             * @description Whether facts are learned from the conversations that it answers.
             * @default null
             */
            learns?: boolean | null;
            /**
             * Model
             * @description The language model; empty takes the platform's.
             * @default null
             */
            model?: string | null;
            /**
             * Name
             * @description Who it says it is.
             * @default null
             */
            name?: string | null;
            /**
             * Reads Media
             * @description Whether voice notes and pictures are put into words for it.
             * @default null
             */
            reads_media?: boolean | null;
            /**
             * Temperature
             * @description For models that take one; null leaves it to the model.
             * @default null
             */
            temperature?: number | null;
            /**
             * Time Zone
             * @description Whose wall clock shows the hours; empty is the workspace's.
             * @default null
             */
            time_zone?: string | null;
            /**
             * Tools
             * @description What it may do besides answering.
             * @default null
             */
            tools?: components["schemas"]["AgentTool"][] | null;
        };
        /**
         * AgentTool
         * @description What an agent may do besides answering; it may always hand a conversation over.
         * @enum {string}
         */
        AgentTool: "remember" | "forget" | "look_up_contact";
        /**
         * AgentView
         * @description An agent.
         */
        AgentView: {
            /**
             * Channels
             * @description The channels on which it answers.
             */
            channels: string[];
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Debounce S
             * @description For how long it waits for another message, in seconds.
             */
            debounce_s: number;
            /** @description When it leaves a conversation to people. */
            hand_over: components["schemas"]["HandOverRulesView"];
            /**
             * Hours
             * @description When it answers; empty is around the clock.
             */
            hours: components["schemas"]["WorkingTimeView"][];
            /**
             * Id
             * @description The agent's id.
             */
            id: string;
            /**
             * Instructions
             * @description What it is to do and to know.
             */
            instructions: string;
            /**
             * Is On
             * @description Whether it answers.
             */
            is_on: boolean;
            /**
             * Language
             * @description The language to answer in where the contact's cannot be told.
             */
            language: string;
            /**
             * Learns
             * @description Whether facts are learned from the conversations that it answers.
             */
            learns: boolean;
            /**
             * Model
             * @description The language model; empty is the platform's.
             */
            model: string;
            /**
             * Name
             * @description Who it says it is.
             */
            name: string;
            /**
             * Reads Media
             * @description Whether voice notes and pictures are put into words for it.
             */
            reads_media: boolean;
            /**
             * Temperature
             * @description For models that take one; null leaves it to the model.
             */
            temperature: number | null;
            /**
             * Time Zone
             * @description Whose wall clock shows the hours; empty is the workspace's.
             */
            time_zone: string;
            /**
             * Tools
             * @description What it may do besides answering.
             */
            tools: components["schemas"]["AgentTool"][];
            /**
             * Updated At
             * @description When it was last changed.
             */
            updated_at: string | null;
        };
        /**
         * AiUseView
         * @description How an AI agent came to an answer.
         */
        AiUseView: {
            /**
             * Answers
             * @description The contact's messages that it answers.
             */
            answers: string[];
            /**
             * Confidence
             * @description How sure the model said it was, from 0 to 1.
             */
            confidence: number;
            /**
             * Facts
             * @description The ids of the contact's facts that it used.
             */
            facts: string[];
            /**
             * Input Tokens
             * @description Tokens that went in.
             */
            input_tokens: number;
            /**
             * Latency Ms
             * @description How long the model took.
             */
            latency_ms: number;
            /**
             * Model
             * @description The language model.
             */
            model: string;
            /**
             * Output Tokens
             * @description Tokens that came out.
             */
            output_tokens: number;
            /**
             * Price Micro Usd
             * @description What it cost, in millionths of a US dollar; null if the model's price is not known.
             */
            price_micro_usd: number | null;
        };
        /**
         * Approval
         * @description What the provider says about a template of one of the tenant's accounts there.
         */
        Approval: {
            /**
             * @description What the provider files it under, which may differ from what was asked for.
             * @default null
             */
            category?: components["schemas"]["Category"] | null;
            /**
             * Category At
             * @description The provider's time of the newest news on the category.
             * @default null
             */
            category_at?: string | null;
            /**
             * Differs
             * @description True if it was changed at the provider since.
             * @default false
             */
            differs?: boolean;
            /**
             * @description What the people who got it made of it.
             * @default unknown
             */
            quality?: components["schemas"]["Quality"];
            /**
             * Quality At
             * @description The provider's time of the newest news on the quality.
             * @default null
             */
            quality_at?: string | null;
            /**
             * Reason
             * @description Why it may not be sent, in words.
             * @default
             */
            reason?: string;
            /**
             * @description Whether it may be sent.
             * @default pending
             */
            status?: components["schemas"]["ApprovalStatus"];
            /**
             * Status At
             * @description The provider's time of the newest news on the status.
             * @default null
             */
            status_at?: string | null;
            /**
             * Submitted At
             * @description When we gave it to the provider.
             * @default null
             */
            submitted_at?: string | null;
            /**
             * Submitted Version
             * @description Which version we gave to the provider; 0 if none.
             * @default 0
             */
            submitted_version?: number;
            /**
             * Synced At
             * @description When we last heard of it.
             * @default null
             */
            synced_at?: string | null;
            /**
             * Template Id
             * @description The provider's id of it.
             * @default
             */
            template_id?: string;
        };
        /**
         * ApprovalStatus
         * @description What the provider says about a template.
         * @enum {string}
         */
        ApprovalStatus: "pending" | "approved" | "rejected" | "paused" | "disabled" | "in_appeal" | "limit_exceeded" | "locked" | "archived" | "pending_deletion" | "deleted" | "unknown";
        /**
         * AttributeCondition
         * @description What the tenant knows about the contact.
         */
        AttributeCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "attribute";
            /**
             * Name
             * @description The attribute's name.
             */
            name: string;
            /**
             * Op
             * @description `gt` and `lt` compare numbers as numbers and all else as text, so that dates written `2026-11-23` compare too.
             * @enum {string}
             */
            op: "eq" | "ne" | "contains" | "gt" | "lt" | "exists" | "missing";
            /**
             * Value
             * @description What to compare with; left out for `exists` and `missing`.
             * @default null
             */
            value?: string | number | boolean | null;
        };
        /**
         * AttributeDefinition
         * @description An attribute whose values have a type, for every contact of the tenant.
         */
        AttributeDefinition: {
            /**
             * Name
             * @description What it is called.
             */
            name: string;
            /**
             * @description What its values are.
             * @default text
             */
            type?: components["schemas"]["AttributeType"];
        };
        /**
         * AttributesIn
         * @description All attributes that have a type.
         */
        AttributesIn: {
            /**
             * Definitions
             * @description The attributes; one that is left out keeps its values, and any value is taken from then on.
             */
            definitions: components["schemas"]["AttributeDefinition"][];
            /**
             * Version
             * @description `version` as the caller read it; if they were saved since, the answer is 409.
             * @default
             */
            version?: string;
        };
        /**
         * AttributesView
         * @description The attributes that have a type.
         */
        AttributesView: {
            /** Definitions */
            definitions: components["schemas"]["AttributeDefinition"][];
            /**
             * Version
             * @description Give it back when saving; empty while nothing was saved.
             */
            version: string;
        };
        /**
         * AttributeType
         * @description What the values of an attribute are.
         * @enum {string}
         */
        AttributeType: "text" | "number" | "date" | "boolean";
        /**
         * AudienceChange
         * @description What changes about an audience; what is left out stays.
         */
        AudienceChange: {
            /**
             * @description Who is meant.
             * @default null
             */
            filter?: components["schemas"]["AudienceFilter"] | null;
            /**
             * Name
             * @description What people call it.
             * @default null
             */
            name?: string | null;
        };
        /**
         * AudienceChoice
         * @description Whom a campaign is for; one of the three.
         */
        AudienceChoice: {
            /**
             * Audience Id
             * @description An audience.
             * @default null
             */
            audience_id?: string | null;
            /**
             * Contact Ids
             * @description People, one by one.
             * @default null
             */
            contact_ids?: string[] | null;
            /**
             * @description A filter of the campaign's own.
             * @default null
             */
            filter?: components["schemas"]["AudienceFilter"] | null;
        };
        /**
         * AudienceCondition
         * @description Whether the file of another audience named the contact.
         */
        AudienceCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "audience";
            /**
             * Op
             * @default in
             * @enum {string}
             */
            op?: "in" | "not_in";
            /**
             * Value
             * @description The audience's id.
             */
            value: string;
        };
        /**
         * AudienceFilter
         * @description Who is meant: all of `all`, at least one of `any` where there is one, and none of `exclude`.
         */
        AudienceFilter: {
            /**
             * All
             * @description Each of these holds. None at all means every contact.
             */
            all?: (components["schemas"]["TagCondition"] | components["schemas"]["AttributeCondition"] | components["schemas"]["ChannelCondition"] | components["schemas"]["ProviderCondition"] | components["schemas"]["LanguageCondition"] | components["schemas"]["LastHeardCondition"] | components["schemas"]["CreatedCondition"] | components["schemas"]["NameCondition"] | components["schemas"]["AudienceCondition"] | components["schemas"]["ConsentCondition"] | components["schemas"]["Group"])[];
            /**
             * Any
             * @description One of these holds, if there are any.
             */
            any?: (components["schemas"]["TagCondition"] | components["schemas"]["AttributeCondition"] | components["schemas"]["ChannelCondition"] | components["schemas"]["ProviderCondition"] | components["schemas"]["LanguageCondition"] | components["schemas"]["LastHeardCondition"] | components["schemas"]["CreatedCondition"] | components["schemas"]["NameCondition"] | components["schemas"]["AudienceCondition"] | components["schemas"]["ConsentCondition"] | components["schemas"]["Group"])[];
            /**
             * Exclude
             * @description None of these holds.
             */
            exclude?: (components["schemas"]["TagCondition"] | components["schemas"]["AttributeCondition"] | components["schemas"]["ChannelCondition"] | components["schemas"]["ProviderCondition"] | components["schemas"]["LanguageCondition"] | components["schemas"]["LastHeardCondition"] | components["schemas"]["CreatedCondition"] | components["schemas"]["NameCondition"] | components["schemas"]["AudienceCondition"] | components["schemas"]["ConsentCondition"] | components["schemas"]["Group"])[];
        };
        /**
         * AudienceIn
         * @description A new audience.
         */
        AudienceIn: {
            /**
             * @description Who is meant; of kind `csv`, who of those that its files named.
             * @default {
             *       "all": [],
             *       "any": [],
             *       "exclude": []
             *     }
             */
            filter?: components["schemas"]["AudienceFilter"];
            /**
             * @description `filter`: whoever matches. `csv`: whom its files name.
             * @default filter
             */
            kind?: components["schemas"]["AudienceKind"];
            /**
             * Name
             * @description What people call it.
             */
            name: string;
        };
        /**
         * AudienceKind
         * @description Where an audience's people come from.
         * @enum {string}
         */
        AudienceKind: "filter" | "csv";
        /**
         * AudiencePreview
         * @description Whom an audience means now.
         */
        AudiencePreview: {
            /**
             * Complete
             * @description Whether these were all; if not, there are more.
             */
            complete: boolean;
            /**
             * Count
             * @description How many of the contacts that were looked at.
             */
            count: number;
            /**
             * Looked At
             * @description How many contacts were looked at.
             */
            looked_at: number;
            /**
             * Samples
             * @description Some of them.
             */
            samples: components["schemas"]["ContactView"][];
        };
        /**
         * AudienceView
         * @description An audience.
         */
        AudienceView: {
            /**
             * Count
             * @description How many it held when it was last counted to the end; people come and go.
             */
            count: number | null;
            /**
             * Counted At
             * @description When that was.
             */
            counted_at: string | null;
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By
             * @description Who made it.
             */
            created_by: string;
            /** @description Who is meant. */
            filter: components["schemas"]["AudienceFilter"];
            /**
             * Id
             * @description The audience's id.
             */
            id: string;
            /** @description Where its people come from. */
            kind: components["schemas"]["AudienceKind"];
            /** @description The newest file. */
            last_import: components["schemas"]["ImportView"] | null;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Updated At
             * @description When its name or filter last changed.
             */
            updated_at: string | null;
        };
        /**
         * AuditView
         * @description One change.
         */
        AuditView: {
            /**
             * Action
             * @description What was done, as `area.verb`.
             */
            action: string;
            /**
             * Actor
             * @description A member's id, `key:` and an API key's id, or `platform`.
             */
            actor: string;
            /**
             * Actor Name
             * @description What people called the actor then.
             */
            actor_name: string;
            /**
             * After
             * @description What it became or what was asked for, secrets masked.
             */
            after: {
                [key: string]: unknown;
            };
            /**
             * At
             * Format: date-time
             * @description When.
             */
            at: string;
            /**
             * Before
             * @description What it was, secrets masked.
             */
            before: {
                [key: string]: unknown;
            };
            /**
             * Id
             * @description The entry's id.
             */
            id: string;
            /**
             * Source
             * @description From which IP address, as far as that is known.
             */
            source: string;
            /**
             * Target
             * @description The id of what it was done to.
             */
            target: string;
        };
        /**
         * Author
         * @description Who wrote it: the contact, a person in the dashboard, a person on the business's phone, an agent, a campaign.
         */
        Author: {
            /**
             * Id
             * @description The member, agent or campaign; empty for the contact and the phone.
             * @default
             */
            id?: string;
            /** @description The sort of author. */
            kind: components["schemas"]["AuthorKind"];
            /**
             * Name
             * @description What to show.
             * @default
             */
            name?: string;
        };
        /**
         * AuthorKind
         * @description Who wrote a message.
         * @enum {string}
         */
        AuthorKind: "contact" | "person" | "phone" | "agent" | "campaign";
        /**
         * Backfill
         * @description How far counting anew is.
         */
        Backfill: {
            /**
             * Cancel Asked
             * @description Whether somebody wants it to stop.
             */
            cancel_asked: boolean;
            /**
             * Done
             * @description How many days are done.
             */
            done: number;
            /**
             * Error
             * @description Why it failed, in a sentence.
             */
            error: string;
            /**
             * Finished At
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * From
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Heartbeat At
             * Format: date-time
             * @description When it last went on.
             */
            heartbeat_at: string;
            /**
             * Id
             * @description Its id.
             */
            id: string;
            /**
             * Started At
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description Whether it runs, is done, failed or was cancelled. */
            state: components["schemas"]["LongJobState"];
            /**
             * To
             * Format: date
             * @description The last day.
             */
            to: string;
            /**
             * Total
             * @description How many days there are.
             */
            total: number | null;
        };
        /**
         * BackfillIn
         * @description Which days to count anew.
         */
        BackfillIn: {
            /**
             * From
             * Format: date
             * @description The first day, in the tenant's time zone.
             */
            from: string;
            /**
             * To
             * Format: date
             * @description The last day, which is included.
             */
            to: string;
        };
        /**
         * BackfillList
         * @description The newest back-fills.
         */
        BackfillList: {
            /**
             * Items
             * @description The newest first, at most 25.
             */
            items: components["schemas"]["Backfill"][];
        };
        /**
         * BackupKind
         * @description How much a backup holds by itself.
         * @enum {string}
         */
        BackupKind: "full" | "incremental";
        /**
         * BackupState
         * @description Where a backup is.
         * @enum {string}
         */
        BackupState: "running" | "done" | "failed" | "deleting";
        /**
         * BackupView
         * @description A backup as people see it.
         */
        BackupView: {
            /**
             * As Of
             * @description The instant that it shows.
             */
            as_of: string | null;
            /**
             * Base Id
             * @description The backup whose changes it holds; empty for a full one.
             */
            base_id: string;
            /**
             * By
             * @description Who started it; empty for the schedule.
             */
            by: string;
            /** @description The newest check of all its hashes. */
            check: components["schemas"]["Check"] | null;
            /**
             * Collections
             * @description What it holds.
             */
            collections: components["schemas"]["CollectionView"][];
            /**
             * Consistent
             * @description Whether all documents are as of that one instant.
             */
            consistent: boolean;
            /**
             * Depth
             * @description How many backups stand below it; each of them is needed to restore it.
             */
            depth: number;
            /**
             * Detail
             * @description What to know besides, or what failed and what to do; may be empty.
             */
            detail: string;
            /**
             * Documents
             * @description How many documents there are; while it runs, how many were read until now.
             */
            documents: number;
            /** @description How it is encrypted. */
            encryption: components["schemas"]["Encryption"];
            /**
             * Error Code
             * @description Why it failed, for programs, such as `drive_full` or `drive_refused`; else empty.
             */
            error_code: string;
            /**
             * Finished At
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * Gone
             * @description How many documents were deleted since its base.
             */
            gone: number;
            /**
             * Headline
             * @description One line for people: `Backup Successful`, `Backup running`, `Backup failed`.
             */
            headline: string;
            /**
             * Id
             * @description The backup's id.
             */
            id: string;
            /** @description Whether it holds all, or what changed since `base_id`. */
            kind: components["schemas"]["BackupKind"];
            /**
             * Media
             * @description How many media there are.
             */
            media: number;
            /**
             * Media Bytes
             * @description How large those are together.
             */
            media_bytes: number;
            /**
             * Media Uploaded
             * @description How many of them were not in Drive yet.
             */
            media_uploaded: number;
            /**
             * Needed By
             * @description How many backups are built on it, so that it cannot be deleted.
             */
            needed_by: number;
            /**
             * Parts
             * @description How many parts it has.
             */
            parts: number;
            /** @description What it does while it runs. */
            phase: components["schemas"]["common__models__backup__Phase"];
            /**
             * Size Bytes
             * @description How much it takes up in Drive by itself, without media, which backups share.
             */
            size_bytes: number;
            /**
             * Started At
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description Where it is. */
            state: components["schemas"]["BackupState"];
            /**
             * Stored
             * @description How many of those it holds itself.
             */
            stored: number;
            /** @description What started it. */
            trigger: components["schemas"]["Trigger"];
        };
        /**
         * Board
         * @description Everything about jobs at a glance.
         */
        Board: {
            /**
             * Failed
             * @description Failed work that waits for a person.
             */
            failed: number;
            /**
             * Jobs
             * @description Every kind of work.
             */
            jobs: string[];
            /**
             * Operator
             * @description Whether the caller runs the platform, and may see and pause its queues.
             */
            operator: boolean;
            /**
             * Retrying
             * @description Failed work that is tried again by itself.
             */
            retrying: number;
            /**
             * Unknown
             * @description Messages of which nobody knows whether they arrived.
             */
            unknown: number;
        };
        /**
         * BusyHour
         * @description One hour of the week.
         */
        BusyHour: {
            /**
             * Hour
             * @description By the tenant's wall clock.
             */
            hour: number;
            /**
             * Inbound
             * @description Messages from contacts.
             */
            inbound: number;
            /**
             * Outbound
             * @description Messages to contacts.
             */
            outbound: number;
            /**
             * Weekday
             * @description 1 is Monday.
             */
            weekday: number;
        };
        /**
         * BusyHours
         * @description When in the week people write.
         */
        BusyHours: {
            /**
             * Cells
             * @description All 168 hours of the week, from Monday at midnight.
             */
            cells: components["schemas"]["BusyHour"][];
            /**
             * From
             * Format: date
             * @description The first day.
             */
            from: string;
            /**
             * Time Zone
             * @description The tenant's time zone.
             */
            time_zone: string;
            /**
             * To
             * Format: date
             * @description The last day.
             */
            to: string;
        };
        /**
         * ButtonIn
         * @description A button below the text.
         */
        ButtonIn: {
            /**
             * Code
             * @description The code that it copies: a text, or one variable.
             * @default
             */
            code?: string;
            /** @description What it does; `otp` copies the code of an authentication template. */
            kind: components["schemas"]["ButtonKind"];
            /**
             * Payload
             * @description What a quick reply gives back; left empty, its text.
             * @default
             */
            payload?: string;
            /**
             * Phone
             * @description The number that it calls, with country code.
             * @default
             */
            phone?: string;
            /**
             * Text
             * @description What people read on it.
             * @default
             */
            text?: string;
            /**
             * Url
             * @description The address that it opens; may end with one variable.
             * @default
             */
            url?: string;
        };
        /**
         * ButtonKind
         * @description What a template's button does.
         * @enum {string}
         */
        ButtonKind: "quick_reply" | "url" | "phone" | "copy_code" | "otp";
        /**
         * ButtonUse
         * @description A button of a template as it is sent.
         */
        ButtonUse: {
            /**
             * Index
             * @description Its place, from 0.
             */
            index: number;
            /** @description What it does. */
            kind: components["schemas"]["ButtonKind"];
            /**
             * Title
             * @description What people read on it.
             * @default
             */
            title?: string;
            /**
             * Url
             * @description The whole address that it opens, for people and for channels without templates.
             * @default
             */
            url?: string;
            /**
             * Value
             * @description What changes from message to message: the end of the address, the code to copy, or what a quick reply gives
             *     back; empty where nothing does.
             * @default
             */
            value?: string;
        };
        /**
         * CampaignDetail
         * @description A campaign with all that was said about it.
         */
        CampaignDetail: {
            /** @description Whom it is for. */
            audience: components["schemas"]["AudienceChoice"] | null;
            /**
             * Channels
             * @description The channels that it may send through.
             */
            channels: string[];
            /** @description What it says. */
            content: components["schemas"]["Content"] | null;
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By
             * @description Who made it.
             */
            created_by: string;
            /** @description What the newest dry run said. */
            dry_run: components["schemas"]["DryRun"] | null;
            /**
             * Failure Threshold
             * @description The share of failed messages above which it pauses by itself.
             */
            failure_threshold: number;
            /**
             * Finished At
             * @description When it was done or cancelled.
             */
            finished_at: string | null;
            /**
             * Handed
             * @description How many messages have left the plan for the outbox.
             */
            handed: number;
            /**
             * Id
             * @description The campaign's id.
             */
            id: string;
            /**
             * Launched At
             * @description When it was launched.
             */
            launched_at: string | null;
            /**
             * Launched By
             * @description Who launched it.
             */
            launched_by: string;
            /**
             * Marketing
             * @description Whether people who want no marketing are left out.
             */
            marketing: boolean;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Planned
             * @description How many people get a message, as far as is known.
             */
            planned: number;
            /**
             * Started At
             * @description When it began to plan.
             */
            started_at: string | null;
            /** @description Where it is on its way. */
            status: components["schemas"]["CampaignStatus"];
            /** @description Why it is paused or cancelled, for programs. */
            status_code: components["schemas"]["StatusCode"] | null;
            /**
             * Status Reason
             * @description Why it is, and what to do.
             */
            status_reason: string;
            /**
             * Template Ids
             * @description The templates that it uses.
             */
            template_ids: string[];
            /** @description When and how fast it sends. */
            timing: components["schemas"]["Timing"];
            /**
             * Updated At
             * @description When people last changed it.
             */
            updated_at: string | null;
        };
        /**
         * CampaignIn
         * @description A new campaign; what is left out can be given until the launch.
         */
        CampaignIn: {
            /**
             * @description Whom it is for.
             * @default null
             */
            audience?: components["schemas"]["AudienceChoice"] | null;
            /**
             * Channels
             * @description The channels that it may send through.
             */
            channels?: string[];
            /**
             * @description What it says.
             * @default null
             */
            content?: components["schemas"]["Content"] | null;
            /**
             * Failure Threshold
             * @description The share of failed messages above which it pauses by itself.
             * @default 0.1
             */
            failure_threshold?: number;
            /**
             * Marketing
             * @description Whether people who want no marketing are left out.
             * @default true
             */
            marketing?: boolean;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /** @description When and how fast it sends. */
            timing?: components["schemas"]["TimingIn"];
        };
        /**
         * CampaignPatch
         * @description What people change about a campaign; fields that are left out stay.
         *
         *     A draft can be changed in all; once launched, only its name, its timing while nothing is planned, and the share of
         *     failures above which it pauses.
         */
        CampaignPatch: {
            /**
             * @description Whom it is for.
             * @default null
             */
            audience?: components["schemas"]["AudienceChoice"] | null;
            /**
             * Channels
             * @description The channels that it may send through.
             * @default null
             */
            channels?: string[] | null;
            /**
             * @description What it says.
             * @default null
             */
            content?: components["schemas"]["Content"] | null;
            /**
             * Failure Threshold
             * @description The share of failed messages above which it pauses by itself.
             * @default null
             */
            failure_threshold?: number | null;
            /**
             * Marketing
             * @description Whether people who want no marketing are left out.
             * @default null
             */
            marketing?: boolean | null;
            /**
             * Name
             * @description What people call it.
             * @default null
             */
            name?: string | null;
            /**
             * @description When and how fast it sends.
             * @default null
             */
            timing?: components["schemas"]["TimingIn"] | null;
        };
        /**
         * CampaignStatus
         * @description Where a campaign is on its way.
         * @enum {string}
         */
        CampaignStatus: "draft" | "scheduled" | "planning" | "running" | "paused" | "done" | "cancelled";
        /**
         * CampaignView
         * @description A campaign in the list.
         */
        CampaignView: {
            /**
             * Channels
             * @description The channels that it may send through.
             */
            channels: string[];
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By
             * @description Who made it.
             */
            created_by: string;
            /**
             * Finished At
             * @description When it was done or cancelled.
             */
            finished_at: string | null;
            /**
             * Handed
             * @description How many messages have left the plan for the outbox.
             */
            handed: number;
            /**
             * Id
             * @description The campaign's id.
             */
            id: string;
            /**
             * Launched At
             * @description When it was launched.
             */
            launched_at: string | null;
            /**
             * Marketing
             * @description Whether people who want no marketing are left out.
             */
            marketing: boolean;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Planned
             * @description How many people get a message, as far as is known.
             */
            planned: number;
            /**
             * Started At
             * @description When it began to plan.
             */
            started_at: string | null;
            /** @description Where it is on its way. */
            status: components["schemas"]["CampaignStatus"];
            /** @description Why it is paused or cancelled, for programs. */
            status_code: components["schemas"]["StatusCode"] | null;
            /**
             * Status Reason
             * @description Why it is, and what to do.
             */
            status_reason: string;
            /** @description When and how fast it sends. */
            timing: components["schemas"]["Timing"];
            /**
             * Updated At
             * @description When people last changed it.
             */
            updated_at: string | null;
        };
        /**
         * CannedRepliesIn
         * @description All canned replies, in place of those that were there.
         */
        CannedRepliesIn: {
            /**
             * Items
             * @description Them, in their order; a shortcut stands for one text only, whatever its case.
             */
            items: components["schemas"]["CannedReplyIn"][];
            /**
             * Version
             * @description `version` as the caller read it; if they were saved since, the answer is 409.
             * @default
             */
            version?: string;
        };
        /**
         * CannedRepliesView
         * @description The canned replies of the tenant.
         */
        CannedRepliesView: {
            /**
             * Items
             * @description Them, in their order.
             */
            items: components["schemas"]["CannedReply"][];
            /**
             * Version
             * @description Give it back when saving; empty if none were ever saved.
             */
            version: string;
        };
        /**
         * CannedReply
         * @description One text and what is typed to insert it.
         */
        CannedReply: {
            /**
             * Shortcut
             * @description What is typed after the slash.
             */
            shortcut: string;
            /**
             * Text
             * @description What it inserts.
             */
            text: string;
        };
        /**
         * CannedReplyIn
         * @description A text and what is typed to insert it.
         */
        CannedReplyIn: {
            /**
             * Shortcut
             * @description What is typed after the slash: letters of any script, digits, hyphens and underscores.
             */
            shortcut: string;
            /**
             * Text
             * @description What it inserts.
             */
            text: string;
        };
        /**
         * Category
         * @description What a template is for; decides its price and its rules.
         * @enum {string}
         */
        Category: "marketing" | "utility" | "authentication";
        /**
         * Changed
         * @description What became of a queue.
         */
        Changed: {
            /**
             * Name
             * @description The queue.
             */
            name: string;
            /**
             * Paused
             * @description Whether it is kept from dispatching.
             */
            paused: boolean;
        };
        /**
         * ChangesView
         * @description What a restore changes in one collection.
         */
        ChangesView: {
            /**
             * Added
             * @description Documents that are in the backup and not here.
             */
            added: number;
            /**
             * Changed
             * @description Documents that are here, but otherwise.
             */
            changed: number;
            /**
             * Collection
             * @description The collection.
             */
            collection: string;
            /**
             * Removed
             * @description Documents that are here and not in the backup; they go only with `remove`.
             */
            removed: number;
            /**
             * Skipped
             * @description Documents that are left alone: of people who were forgotten, or that no backup may undo.
             */
            skipped: number;
            /**
             * Unchanged
             * @description Documents that are the same.
             */
            unchanged: number;
        };
        /**
         * ChannelCondition
         * @description A channel on which the contact wrote, or has an address.
         */
        ChannelCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "channel";
            /**
             * Op
             * @default heard
             * @enum {string}
             */
            op?: "heard" | "not_heard" | "reachable" | "not_reachable";
            /**
             * Value
             * @description The channel's id.
             */
            value: string;
        };
        /**
         * ChannelDetail
         * @description A channel as those see it who set it up.
         */
        ChannelDetail: {
            /**
             * Account Id
             * @description The WhatsApp Business Account's id; empty elsewhere.
             */
            account_id: string;
            /**
             * Address
             * @description What customers see: a phone number or a bot's user name.
             */
            address: string;
            /**
             * Agent Id
             * @description The AI agent that answers on it.
             */
            agent_id: string | null;
            /**
             * Created At
             * @description When it was connected.
             */
            created_at: string | null;
            /**
             * Id
             * @description The channel's id.
             */
            id: string;
            /**
             * Identifier
             * @description The provider's id of the account: a phone number id, or a bot's id.
             */
            identifier: string;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /** @description The provider of the account. */
            provider: components["schemas"]["Provider"];
            /** @description Whether it may send. */
            status: components["schemas"]["ChannelStatus"];
            /**
             * Status Reason
             * @description Why it may not, in words.
             */
            status_reason: string;
            /**
             * Verify Token
             * @description What to give Meta beside `webhook_url`, for a number with an app of your own; only admins see it.
             * @default null
             */
            verify_token?: string | null;
            /**
             * Webhook Path
             * @description The path that the provider posts to; empty once it is disconnected.
             */
            webhook_path: string;
            /**
             * Webhook Url
             * @description The whole address that the provider posts to; empty once it is disconnected.
             */
            webhook_url: string;
        };
        /**
         * ChannelPatch
         * @description What people change about a channel; fields that are left out stay.
         */
        ChannelPatch: {
            /**
             * Name
             * @description What to call it.
             * @default null
             */
            name?: string | null;
            /**
             * Status
             * @description Whether it may send; a broken channel is made active by a successful test.
             * @default null
             */
            status?: ("active" | "paused") | null;
        };
        /**
         * ChannelStatus
         * @description Whether a channel may send.
         * @enum {string}
         */
        ChannelStatus: "active" | "paused" | "broken" | "disconnected";
        /**
         * ChannelTest
         * @description What a test call to the provider showed.
         */
        ChannelTest: {
            /** @description The channel as it is after the test. */
            channel: components["schemas"]["ChannelView"];
            /**
             * Detail
             * @description What it said, in a sentence.
             */
            detail: string;
            /**
             * Ok
             * @description Whether the provider takes our calls.
             */
            ok: boolean;
        };
        /**
         * ChannelView
         * @description A channel.
         */
        ChannelView: {
            /**
             * Account Id
             * @description The WhatsApp Business Account's id; empty elsewhere.
             */
            account_id: string;
            /**
             * Address
             * @description What customers see: a phone number or a bot's user name.
             */
            address: string;
            /**
             * Agent Id
             * @description The AI agent that answers on it.
             */
            agent_id: string | null;
            /**
             * Created At
             * @description When it was connected.
             */
            created_at: string | null;
            /**
             * Id
             * @description The channel's id.
             */
            id: string;
            /**
             * Identifier
             * @description The provider's id of the account: a phone number id, or a bot's id.
             */
            identifier: string;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /** @description The provider of the account. */
            provider: components["schemas"]["Provider"];
            /** @description Whether it may send. */
            status: components["schemas"]["ChannelStatus"];
            /**
             * Status Reason
             * @description Why it may not, in words.
             */
            status_reason: string;
            /**
             * Webhook Path
             * @description The path that the provider posts to; empty once it is disconnected.
             */
            webhook_path: string;
            /**
             * Webhook Url
             * @description The whole address that the provider posts to; empty once it is disconnected.
             */
            webhook_url: string;
        };
        /**
         * Check
         * @description What came of downloading a backup and checking every hash.
         */
        Check: {
            /**
             * Damaged
             * @description The names of damaged or missing files, 20 at most.
             */
            damaged?: string[];
            /**
             * Error
             * @description Why it came to nothing, in a sentence.
             * @default
             */
            error?: string;
            /**
             * Files
             * @description How many files were checked.
             * @default 0
             */
            files?: number;
            /**
             * Finished At
             * @description When it ended.
             * @default null
             */
            finished_at?: string | null;
            /**
             * Started At
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description Running, done, or failed: not whole, or not to be read. */
            state: components["schemas"]["BackupState"];
        };
        /**
         * Choice
         * @description What a contact chose from buttons or a list.
         */
        Choice: {
            /**
             * Description
             * @description The line below it.
             * @default
             */
            description?: string;
            /**
             * Id
             * @description The value that we gave the choice.
             */
            id: string;
            /**
             * Title
             * @description What the contact saw.
             * @default
             */
            title?: string;
        };
        /**
         * CollectionView
         * @description What a backup holds of one collection.
         */
        CollectionView: {
            /**
             * Documents
             * @description How many documents there are.
             */
            documents: number;
            /**
             * Name
             * @description The collection.
             */
            name: string;
        };
        /**
         * Phase
         * @description What a running backup does.
         * @enum {string}
         */
        common__models__backup__Phase: "documents" | "media" | "manifest";
        /**
         * Phase
         * @description What the planner does.
         * @enum {string}
         */
        common__models__campaign__Phase: "snapshot" | "hand_over" | "settle";
        /**
         * ConnectIn
         * @description An account to connect.
         */
        ConnectIn: components["schemas"]["WhatsAppIn"] | components["schemas"]["TelegramIn"];
        /**
         * ConsentCondition
         * @description Whether the contact said, on a channel at least, that they want no such messages.
         */
        ConsentCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "consent";
            /**
             * Op
             * @default refused
             * @enum {string}
             */
            op?: "refused" | "not_refused";
            /** @description `marketing`, which who wants nothing at all refuses too, or `all`. */
            value: components["schemas"]["ConsentScope"];
        };
        /**
         * ConsentIn
         * @description A wish that a contact told somebody of ours.
         */
        ConsentIn: {
            /**
             * Channel Id
             * @description The channel it holds for; left out means every one.
             * @default null
             */
            channel_id?: string | null;
            /**
             * Opted In
             * @description False: do not write. True: write again.
             */
            opted_in: boolean;
            /** @description `marketing`, or `all` messages. */
            scope: components["schemas"]["ConsentScope"];
        };
        /**
         * ConsentScope
         * @description What a wish is about.
         * @enum {string}
         */
        ConsentScope: "marketing" | "all";
        /**
         * ConsentSource
         * @description How we know of a wish.
         * @enum {string}
         */
        ConsentSource: "keyword" | "provider_report" | "block" | "person" | "import";
        /**
         * ConsentView
         * @description Where to go in order to link a Drive.
         */
        ConsentView: {
            /**
             * Url
             * @description Google's page, which asks for the permission and then comes back here; good for ten minutes.
             */
            url: string;
        };
        /**
         * ContactChange
         * @description What changes about a contact; what is left out stays.
         */
        ContactChange: {
            /**
             * Attributes
             * @description Attributes that change; null forgets one, and those left out stay.
             * @default null
             */
            attributes?: {
                [key: string]: string | number | boolean | null;
            } | null;
            /**
             * Language
             * @description The language to write to them in, such as `de` or `pt_BR`; empty forgets it.
             * @default null
             */
            language?: string | null;
            /**
             * Learning
             * @description Whether agents may learn facts from what they write; facts that are known stay.
             * @default null
             */
            learning?: boolean | null;
            /**
             * Name
             * @description What to call them.
             * @default null
             */
            name?: string | null;
            /**
             * Tags
             * @description All their tags.
             * @default null
             */
            tags?: string[] | null;
            /**
             * Time Zone
             * @description Where their day begins and ends, such as `Europe/Berlin`; empty means the tenant's.
             * @default null
             */
            time_zone?: string | null;
            /**
             * Version
             * @description `version` as the caller read it; if the contact was changed since, the answer is 409. Left out, the change holds
             *     whatever others changed.
             * @default null
             */
            version?: string | null;
        };
        /**
         * ContactDetail
         * @description A contact with all addresses.
         */
        ContactDetail: {
            /**
             * Attributes
             * @description What the tenant knows about them.
             */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Audiences
             * @description The audiences whose files named them.
             */
            audiences: string[];
            /**
             * Created At
             * @description When we first knew of them.
             */
            created_at: string | null;
            /**
             * Id
             * @description The contact's id, which is also its conversation's.
             */
            id: string;
            /**
             * Identities
             * @description The addresses that lead to this contact.
             */
            identities: components["schemas"]["IdentityView"][];
            /**
             * Language
             * @description The language to write to them in; empty where nobody said.
             */
            language: string;
            /**
             * Learning
             * @description Whether agents may learn facts from what they write; the tenant and the agent must allow it too.
             */
            learning: boolean;
            /**
             * Name
             * @description What to call them.
             */
            name: string;
            /**
             * Opt Outs
             * @description Wishes not to be written to.
             */
            opt_outs: {
                [key: string]: components["schemas"]["OptOut"];
            };
            /**
             * Tags
             * @description What people filed them under.
             */
            tags: string[];
            /**
             * Time Zone
             * @description Where their day begins and ends, as an IANA name; empty means the tenant's.
             */
            time_zone: string;
            /**
             * Username
             * @description The name under which the provider knows them.
             */
            username: string;
            /**
             * Version
             * @description What the contact is now; give it back with a change that others' changes must not be lost to.
             */
            version: string;
        };
        /**
         * ContactIn
         * @description Somebody who has not written yet.
         */
        ContactIn: {
            /**
             * Address
             * @description A phone number with country code, a WhatsApp user id, or a Telegram chat id.
             */
            address: string;
            /**
             * Attributes
             * @description What is known about them.
             * @default {}
             */
            attributes?: {
                [key: string]: string | number | boolean;
            };
            /**
             * Channel Id
             * @description The channel through which to write to them first.
             */
            channel_id: string;
            /**
             * Language
             * @description The language to write to them in, such as `de` or `pt_BR`; empty forgets it.
             * @default null
             */
            language?: string | null;
            /**
             * Name
             * @description What to call them; without one, the address.
             * @default
             */
            name?: string;
            /**
             * Tags
             * @description What to file them under.
             * @default []
             */
            tags?: string[];
            /**
             * Time Zone
             * @description Where their day begins and ends, such as `Europe/Berlin`; empty means the tenant's.
             * @default null
             */
            time_zone?: string | null;
        };
        /**
         * ContactSearch
         * @description Which contacts.
         */
        ContactSearch: {
            /**
             * Cursor
             * @description `next_cursor` of the page before; empty begins.
             * @default
             */
            cursor?: string;
            /**
             * @description Only those whom it means.
             * @default {
             *       "all": [],
             *       "any": [],
             *       "exclude": []
             *     }
             */
            filter?: components["schemas"]["AudienceFilter"];
            /**
             * Limit
             * @description How many items at most.
             * @default 25
             */
            limit?: number;
            /**
             * Q
             * @description Only those whose name or address has a word that begins so; an address also by its end.
             * @default
             */
            q?: string;
        };
        /**
         * ContactsFound
         * @description A page of contacts; it may hold fewer than asked for, even none, and still not be the last.
         */
        ContactsFound: {
            /** Items */
            items: components["schemas"]["ContactView"][];
            /**
             * Looked At
             * @description How many contacts were looked at for it.
             */
            looked_at: number;
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /**
         * ContactView
         * @description A contact in the list.
         */
        ContactView: {
            /**
             * Attributes
             * @description What the tenant knows about them.
             */
            attributes: {
                [key: string]: components["schemas"]["JsonValue"];
            };
            /**
             * Audiences
             * @description The audiences whose files named them.
             */
            audiences: string[];
            /**
             * Created At
             * @description When we first knew of them.
             */
            created_at: string | null;
            /**
             * Id
             * @description The contact's id, which is also its conversation's.
             */
            id: string;
            /**
             * Language
             * @description The language to write to them in; empty where nobody said.
             */
            language: string;
            /**
             * Learning
             * @description Whether agents may learn facts from what they write; the tenant and the agent must allow it too.
             */
            learning: boolean;
            /**
             * Name
             * @description What to call them.
             */
            name: string;
            /**
             * Opt Outs
             * @description Wishes not to be written to.
             */
            opt_outs: {
                [key: string]: components["schemas"]["OptOut"];
            };
            /**
             * Tags
             * @description What people filed them under.
             */
            tags: string[];
            /**
             * Time Zone
             * @description Where their day begins and ends, as an IANA name; empty means the tenant's.
             */
            time_zone: string;
            /**
             * Username
             * @description The name under which the provider knows them.
             */
            username: string;
        };
        /**
         * Content
         * @description What a campaign says, in all its variants.
         */
        Content: {
            /**
             * Fallbacks
             * @description What stands for a variable that a contact does not have.
             */
            fallbacks?: {
                [key: string]: string;
            };
            /**
             * Template Id
             * @description A template of the tenant.
             * @default null
             */
            template_id?: string | null;
            /**
             * Text
             * @description A text, where it is no template.
             * @default
             */
            text?: string;
            /**
             * Variants
             * @description Further ways to say it; each contact gets one of all, always the same.
             */
            variants?: components["schemas"]["Variant"][];
        };
        /**
         * Contest
         * @description A field that both contacts have, each another value of.
         */
        Contest: {
            /**
             * Field
             * @description `name`, `language`, `time_zone`, or `attributes/` and the attribute's name.
             */
            field: string;
            /** @description What is only to be had by undoing the merge. */
            loses: components["schemas"]["JsonValue"];
            /** @description What stays. */
            wins: components["schemas"]["JsonValue"];
        };
        /**
         * ConversationDetail
         * @description A conversation with the way a reply would go.
         */
        ConversationDetail: {
            /** @description Why no AI agent answers now; null where one may. */
            agent_paused: components["schemas"]["PauseReason"] | null;
            /**
             * Assignee
             * @description The member who takes care of it.
             */
            assignee: string | null;
            /**
             * Channels
             * @description The channels on which the contact has been heard.
             */
            channels: string[];
            /**
             * Contact Name
             * @description What to call the contact.
             */
            contact_name: string;
            /** @description Why an AI agent left it to people; null once somebody has taken it up, or the agent answers again. */
            hand_over: components["schemas"]["HandOverView"] | null;
            /**
             * Id
             * @description The conversation's id, which is also its contact's.
             */
            id: string;
            /**
             * Labels
             * @description What people filed it under.
             */
            labels: string[];
            /**
             * Last Inbound At
             * @description When the contact was last heard on each channel, by the provider's time.
             */
            last_inbound_at: {
                [key: string]: string;
            };
            /**
             * Last Message At
             * @description When the newest message came.
             */
            last_message_at: string | null;
            /** @description The newest message. */
            preview: components["schemas"]["Preview"] | null;
            /** @description How a reply would leave now; null if no active channel leads to the contact. */
            route: components["schemas"]["Route"] | null;
            /** @description Whether somebody still has to do something. */
            status: components["schemas"]["ConversationStatus"];
            /**
             * Unread
             * @description How many inbound messages nobody has looked at.
             */
            unread: number;
        };
        /**
         * ConversationPatch
         * @description What people change about a conversation; fields that are left out stay.
         */
        ConversationPatch: {
            /**
             * Agent Paused
             * @description True: no AI agent answers here any more. False: one answers again what the contact writes from now on, whatever
             *     paused it. Resolving a conversation also lets the agent answer again; in one that is somebody's, none does.
             * @default null
             */
            agent_paused?: boolean | null;
            /**
             * Assignee
             * @description The member who takes care of it; null for nobody.
             * @default null
             */
            assignee?: string | null;
            /**
             * Labels
             * @description All its labels.
             * @default null
             */
            labels?: string[] | null;
            /**
             * Status
             * @description Open it again, or call it done.
             * @default null
             */
            status?: ("open" | "resolved") | null;
            /**
             * Unread
             * @description 0 once looked at; 1 marks it as unread.
             * @default null
             */
            unread?: number | null;
        };
        /**
         * ConversationStatus
         * @description Whether somebody still has to do something.
         * @enum {string}
         */
        ConversationStatus: "open" | "resolved" | "merged";
        /**
         * ConversationView
         * @description A conversation in the list.
         */
        ConversationView: {
            /** @description Why no AI agent answers now; null where one may. */
            agent_paused: components["schemas"]["PauseReason"] | null;
            /**
             * Assignee
             * @description The member who takes care of it.
             */
            assignee: string | null;
            /**
             * Channels
             * @description The channels on which the contact has been heard.
             */
            channels: string[];
            /**
             * Contact Name
             * @description What to call the contact.
             */
            contact_name: string;
            /** @description Why an AI agent left it to people; null once somebody has taken it up, or the agent answers again. */
            hand_over: components["schemas"]["HandOverView"] | null;
            /**
             * Id
             * @description The conversation's id, which is also its contact's.
             */
            id: string;
            /**
             * Labels
             * @description What people filed it under.
             */
            labels: string[];
            /**
             * Last Inbound At
             * @description When the contact was last heard on each channel, by the provider's time.
             */
            last_inbound_at: {
                [key: string]: string;
            };
            /**
             * Last Message At
             * @description When the newest message came.
             */
            last_message_at: string | null;
            /** @description The newest message. */
            preview: components["schemas"]["Preview"] | null;
            /** @description Whether somebody still has to do something. */
            status: components["schemas"]["ConversationStatus"];
            /**
             * Unread
             * @description How many inbound messages nobody has looked at.
             */
            unread: number;
        };
        /**
         * CostLine
         * @description What one thing cost.
         */
        CostLine: {
            /**
             * Amount Micro Usd
             * @description What it comes to.
             */
            amount_micro_usd: number;
            /**
             * Item
             * @description What it is: `reads`, `writes`, `deletes`, `operations`, `tokens`, or the provider's category.
             */
            item: string;
            /**
             * Per
             * @description The price is for so much of it.
             */
            per: number;
            /**
             * Price Micro Usd
             * @description Millionths of a US dollar for `per`; null where calls had prices of their own, or nobody knows.
             */
            price_micro_usd: number | null;
            /**
             * Priced On
             * Format: date
             * @description When the price was last compared with its source.
             */
            priced_on: string;
            /**
             * Quantity
             * @description How much of it there was.
             */
            quantity: number;
            /**
             * Service
             * @description Who charges for it.
             * @enum {string}
             */
            service: "firestore" | "tasks" | "model" | "whatsapp";
            /**
             * Source
             * @description Where the price stands.
             */
            source: string;
        };
        /**
         * Costs
         * @description What a month cost to run, estimated.
         */
        Costs: {
            /**
             * Is Open
             * @description Whether it still runs.
             */
            is_open: boolean;
            /**
             * Lines
             * @description Each thing that costs.
             */
            lines: components["schemas"]["CostLine"][];
            /**
             * Month
             * @description `YYYY-MM`.
             */
            month: string;
            /**
             * Notes
             * @description What the estimate leaves out, in sentences.
             */
            notes: string[];
            /**
             * Total Micro Usd
             * @description All of it, in millionths of a US dollar.
             */
            total_micro_usd: number;
        };
        /**
         * CreatedCondition
         * @description Since when we know the contact.
         */
        CreatedCondition: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "created";
            /**
             * Op
             * @enum {string}
             */
            op: "before" | "after";
        };
        /**
         * CurrentUsage
         * @description The running month's counters.
         */
        CurrentUsage: {
            /**
             * Ends At
             * Format: date-time
             * @description The first instant after it.
             */
            ends_at: string;
            /**
             * Metrics
             * @description By name: `messages_in`, `messages_out`, `messages_echoed` (written on the business's own phone), `campaign_sends`
             *     and `ai_replies` (both among `messages_out`), `media_bytes`, and of language models `ai_calls`, `ai_tokens_in`,
             *     `ai_tokens_out` and `ai_micro_usd`, the price in millionths of a US dollar.
             */
            metrics: {
                [key: string]: components["schemas"]["Metric"];
            };
            /**
             * Period
             * @description The month, `YYYY-MM`, in the tenant's time zone.
             */
            period: string;
            /**
             * Plan
             * @description The tenant's plan.
             */
            plan: string;
            /**
             * Starts At
             * Format: date-time
             * @description The month's first instant.
             */
            starts_at: string;
            /**
             * Time Zone
             * @description The tenant's time zone, an IANA name.
             */
            time_zone: string;
            /**
             * Warnings
             * @description The month's warnings, the newest first.
             */
            warnings: components["schemas"]["UsageWarning"][];
        };
        /**
         * DayNumbers
         * @description What agents did on one day.
         */
        DayNumbers: {
            /**
             * Answers
             * @description Answers that were stored to be sent.
             */
            answers: number;
            /**
             * Day
             * Format: date
             * @description The day, in the workspace's time zone.
             */
            day: string;
            /**
             * Hand Overs
             * @description Conversations left to people.
             */
            hand_overs: number;
            /**
             * Hand Overs By Reason
             * @description The same by reason.
             */
            hand_overs_by_reason: {
                [key: string]: number;
            };
            /**
             * Input Tokens
             * @description Tokens that went into the model.
             */
            input_tokens: number;
            /**
             * Mean Latency Ms
             * @description How long the model took for an answer on average; null where there is none.
             */
            mean_latency_ms: number | null;
            /**
             * Output Tokens
             * @description Tokens that came out.
             */
            output_tokens: number;
            /**
             * P50 Latency Ms
             * @description Half of the answers took at most about so long.
             */
            p50_latency_ms: number | null;
            /**
             * P95 Latency Ms
             * @description Of 20 answers, 19 took at most about so long.
             */
            p95_latency_ms: number | null;
            /**
             * Price Micro Usd
             * @description What they cost, in millionths of a US dollar, as far as the models' prices are known.
             */
            price_micro_usd: number;
        };
        /**
         * DeliveryAttempt
         * @description One try.
         */
        DeliveryAttempt: {
            /**
             * At
             * Format: date-time
             * @description When it began.
             */
            at: string;
            /**
             * Error
             * @description What went wrong, in a sentence; empty where nothing did.
             * @default
             */
            error?: string;
            /**
             * Number
             * @description Which try it was, from 1.
             */
            number: number;
            /**
             * Status
             * @description The receiver's HTTP status; null if there was no answer.
             * @default null
             */
            status?: number | null;
            /**
             * Took Ms
             * @description How long it took.
             * @default 0
             */
            took_ms?: number;
        };
        /**
         * DeliveryState
         * @description Where the telling of an event is.
         * @enum {string}
         */
        DeliveryState: "pending" | "delivered" | "dead";
        /**
         * DeliveryView
         * @description What came of telling a webhook of an event.
         */
        DeliveryView: {
            /**
             * Attempts
             * @description The last tries, the oldest first.
             */
            attempts: components["schemas"]["DeliveryAttempt"][];
            /**
             * Created At
             * Format: date-time
             * @description When the event happened.
             */
            created_at: string;
            /**
             * Event Id
             * @description The event's, which receivers get as `webhook-id`.
             */
            event_id: string;
            /** @description What happened. */
            event_type: components["schemas"]["EventType"];
            /**
             * Id
             * @description Its id.
             */
            id: string;
            /**
             * Next At
             * @description When it is tried next; null if it is not.
             */
            next_at: string | null;
            /** @description Where it is. */
            state: components["schemas"]["DeliveryState"];
            /**
             * Tries
             * @description How often it was tried.
             */
            tries: number;
        };
        /**
         * Details
         * @description What the messages of a period were.
         */
        Details: {
            /**
             * Active Contacts
             * @description Different people who wrote; null in sums, as it does not add up.
             */
            active_contacts: number | null;
            /**
             * Authors
             * @description Outbound messages by who wrote them: `person`, `agent` (AI), `campaign`, `phone`.
             */
            authors: {
                [key: string]: number;
            };
            /**
             * Channels
             * @description Messages both ways by channel id; `unknown` is a channel that is not there any more.
             */
            channels: {
                [key: string]: components["schemas"]["Traffic"];
            };
            /**
             * Charges
             * @description Messages that the provider charges for, by its category.
             */
            charges: {
                [key: string]: number;
            };
            /**
             * Failures
             * @description Failed messages by the class of the error.
             */
            failures: {
                [key: string]: number;
            };
            /** @description From a contact's first unanswered message to the answer of a person or an agent. */
            first_responses: components["schemas"]["Took"];
            /**
             * New Contacts
             * @description People who wrote for the first time.
             */
            new_contacts: number;
            /** @description From a conversation's opening to its resolution. */
            resolutions: components["schemas"]["Took"];
            /**
             * Statuses
             * @description Outbound messages by where they are now, each in one: the delivery funnel adds up from its end, since what was
             *     read was delivered, and what was delivered was sent.
             */
            statuses: {
                [key: string]: number;
            };
        };
        /**
         * Direction
         * @description Towards us, or away from us.
         * @enum {string}
         */
        Direction: "in" | "out";
        /**
         * Discard
         * @description Why failed work need not be done.
         */
        Discard: {
            /**
             * Reason
             * @description The reason, for whoever looks later.
             */
            reason: string;
        };
        /**
         * DraftPreviewIn
         * @description A template that is not kept yet.
         */
        DraftPreviewIn: {
            /**
             * Contact Id
             * @description A contact whose name and attributes fill in what `values` does not.
             * @default null
             */
            contact_id?: string | null;
            /** @description What it says. */
            template: components["schemas"]["NewTemplate"];
            /**
             * Values
             * @description Values by name; left out with `contact_id`, the template's examples are taken.
             * @default null
             */
            values?: {
                [key: string]: string;
            } | null;
        };
        /**
         * Drill
         * @description What came of restoring a backup into a workspace that is only there for it.
         */
        Drill: {
            /**
             * Backup Id
             * @description Which backup.
             */
            backup_id: string;
            /**
             * Documents
             * @description How many documents were restored and found equal.
             * @default 0
             */
            documents?: number;
            /**
             * Error
             * @description What went wrong, in sentences.
             * @default
             */
            error?: string;
            /**
             * Finished At
             * @description When it ended.
             * @default null
             */
            finished_at?: string | null;
            /**
             * Media
             * @description How many media were.
             * @default 0
             */
            media?: number;
            /**
             * Started At
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description Running, done, or failed. */
            state: components["schemas"]["BackupState"];
        };
        /**
         * DriveSpace
         * @description How full a Drive is.
         */
        DriveSpace: {
            /**
             * Limit Bytes
             * @description How much it holds; null where the account has no limit.
             */
            limit_bytes: number | null;
            /**
             * Used Bytes
             * @description What lies in it, ours and everything else.
             */
            used_bytes: number;
        };
        /**
         * DriveView
         * @description The workspace's link to a Google Drive.
         */
        DriveView: {
            /**
             * Connected At
             * @description Since when it is linked.
             * @default null
             */
            connected_at?: string | null;
            /**
             * Connected By
             * @description Who linked it.
             * @default
             */
            connected_by?: string;
            /**
             * Email
             * @description Whose Drive it is, or was.
             * @default
             */
            email?: string;
            /**
             * Expires At
             * @description When Google ends the link by itself, where Google says so.
             * @default null
             */
            expires_at?: string | null;
            /**
             * @description How full the Drive is; null while Google does not say.
             * @default null
             */
            space?: components["schemas"]["DriveSpace"] | null;
            /**
             * Status
             * @description `refused`: Google does not take the link any more, and somebody must connect again.
             * @enum {string}
             */
            status: "not_connected" | "connected" | "refused";
            /**
             * Trouble
             * @description What is wrong and what to do, where something is.
             * @default
             */
            trouble?: string;
        };
        /**
         * DryRun
         * @description What a launch would do; nothing of it is stored.
         */
        DryRun: {
            /**
             * Channels
             * @description How many messages each channel would send.
             */
            channels?: {
                [key: string]: number;
            };
            /**
             * Complete
             * @description False while it still counts.
             * @default false
             */
            complete?: boolean;
            /**
             * Ends At
             * @description When the last message would leave, by pace and sending hours; an estimate.
             * @default null
             */
            ends_at?: string | null;
            /**
             * Looked At
             * @description How many contacts were looked at.
             * @default 0
             */
            looked_at?: number;
            /**
             * @description What it does to the month's messages.
             * @default null
             */
            quota?: components["schemas"]["Quota"] | null;
            /**
             * Ran At
             * @description When it began.
             * @default null
             */
            ran_at?: string | null;
            /**
             * Samples
             * @description The first of those, by reason.
             */
            samples?: {
                [key: string]: components["schemas"]["SkippedSample"][];
            };
            /**
             * Sendable
             * @description How many would get a message.
             * @default 0
             */
            sendable?: number;
            /**
             * Skipped
             * @description How many would not, by reason.
             */
            skipped?: {
                [key: string]: number;
            };
            /**
             * Variants
             * @description How many people would get each variant.
             */
            variants?: {
                [key: string]: number;
            };
        };
        /**
         * Encryption
         * @description Who can read a backup besides us and whoever has the Drive.
         * @enum {string}
         */
        Encryption: "none" | "tenant_key" | "passphrase";
        /**
         * EventType
         * @description What can be told.
         * @enum {string}
         */
        EventType: "message.received" | "message.sent" | "message.status" | "message.failed" | "conversation.changed" | "campaign.completed" | "backup.completed" | "incident.opened" | "usage.warning" | "webhook.test";
        /**
         * FactChange
         * @description What changes about a fact; what is left out stays.
         */
        FactChange: {
            /**
             * Category
             * @description What it is about.
             * @default null
             */
            category?: string | null;
            /**
             * Pinned
             * @description Whether it is always to be remembered.
             * @default null
             */
            pinned?: boolean | null;
            /**
             * Value
             * @description The fact in a sentence.
             * @default null
             */
            value?: string | null;
        };
        /**
         * FactIn
         * @description A fact to remember.
         */
        FactIn: {
            /**
             * Category
             * @description What it is about, such as `preference`.
             * @default
             */
            category?: string;
            /**
             * Confidence
             * @description How sure you are, from 0 to 1.
             * @default 1
             */
            confidence?: number;
            /**
             * Source Message Id
             * @description The message that said it.
             * @default
             */
            source_message_id?: string;
            /**
             * Supersedes
             * @description Facts that hold no more because of it; they become history.
             * @default []
             */
            supersedes?: string[];
            /**
             * Valid From
             * @description Since when it holds; left out means now.
             * @default null
             */
            valid_from?: string | null;
            /**
             * Value
             * @description The fact in a sentence that stands by itself.
             */
            value: string;
        };
        /**
         * FactOrFacts
         * @description One fact, or up to 500: as a list, or as `facts` of an object.
         */
        FactOrFacts: components["schemas"]["FactIn"] | components["schemas"]["FactsIn"] | components["schemas"]["FactIn"][];
        /**
         * FactOrigin
         * @description How we know a fact.
         * @enum {string}
         */
        FactOrigin: "learned" | "agent" | "person";
        /**
         * FactPage
         * @description Facts of a contact.
         */
        FactPage: {
            /**
             * Hybrid
             * @description Whether meaning counted beside words; only with `q`.
             * @default false
             */
            hybrid?: boolean;
            /** Items */
            items: components["schemas"]["FactView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end, and with `q`.
             */
            next_cursor: string | null;
        };
        /**
         * FactsAdded
         * @description What became of the facts that came in.
         */
        FactsAdded: {
            /**
             * Added
             * @description How many are new.
             */
            added: number;
            /**
             * Ignored
             * @description How many are history, or were to be forgotten.
             */
            ignored: number;
            /**
             * Items
             * @description The facts as they are kept, in the order in which they came; those that are not kept are left out.
             */
            items: components["schemas"]["FactView"][];
            /**
             * Merged
             * @description How many were known already, and are confirmed.
             */
            merged: number;
        };
        /**
         * FactScores
         * @description Why a fact stands where it stands; each from 0 to 1.
         */
        FactScores: {
            /**
             * Confidence
             * @description How sure we are of it.
             */
            confidence: number;
            /**
             * Lexical
             * @description How much of the question's words it has.
             */
            lexical: number;
            /**
             * Recency
             * @description How new it is.
             */
            recency: number;
            /**
             * Semantic
             * @description How near its meaning is; 0 where embeddings are off or fail.
             */
            semantic: number;
        };
        /**
         * FactsIn
         * @description Facts to remember.
         */
        FactsIn: {
            /**
             * Facts
             * @description The facts, in the order in which they were said.
             */
            facts: components["schemas"]["FactIn"][];
        };
        /**
         * FactView
         * @description A fact.
         */
        FactView: {
            /**
             * Category
             * @description What it is about; empty where nobody said.
             */
            category: string;
            /**
             * Confidence
             * @description How sure we are, from 0 to 1.
             */
            confidence: number;
            /**
             * Confirmed At
             * Format: date-time
             * @description When it was last said.
             */
            confirmed_at: string;
            /**
             * Created At
             * Format: date-time
             * @description When we first knew it.
             */
            created_at: string;
            /**
             * Edited At
             * @description When a person last changed its words.
             */
            edited_at: string | null;
            /**
             * Id
             * @description The fact's id.
             */
            id: string;
            /** @description How we know it. */
            origin: components["schemas"]["FactOrigin"];
            /**
             * Pinned
             * @description Whether a person wants it always remembered.
             */
            pinned: boolean;
            /**
             * Recorded By
             * @description Who wrote it down or last changed it, where it was a person or an API key.
             */
            recorded_by: string;
            /**
             * Score
             * @description Its rank's score, from 0 to 1; only with `q`.
             * @default null
             */
            score?: number | null;
            /**
             * @description What the score is made of; only with `q`.
             * @default null
             */
            scores?: components["schemas"]["FactScores"] | null;
            /**
             * Source Message Id
             * @description The message that said it; empty where none did.
             */
            source_message_id: string;
            /**
             * Superseded By
             * @description The fact that took its place; empty where none did.
             */
            superseded_by: string;
            /**
             * Supersedes
             * @description The facts whose place it took.
             */
            supersedes: string[];
            /**
             * Valid From
             * Format: date-time
             * @description Since when it holds.
             */
            valid_from: string;
            /**
             * Valid Until
             * @description Until when it held; null while it does.
             */
            valid_until: string | null;
            /**
             * Value
             * @description The fact in a sentence.
             */
            value: string;
        };
        /**
         * Failure
         * @description Why a message was not delivered.
         */
        Failure: {
            /**
             * Code
             * @description The provider's code, or ours.
             */
            code: string;
            /**
             * Detail
             * @description What happened and what to do, for the tenant.
             */
            detail: string;
            /**
             * Reason
             * @description The class of the error, such as `throttle`, `window`, `recipient` or `channel`; adapters hold the table.
             */
            reason: string;
        };
        /**
         * FaultBody
         * @description One faulty part of a request.
         */
        FaultBody: {
            /**
             * Detail
             * @description What is wrong, in a sentence.
             */
            detail: string;
            /**
             * Pointer
             * @description A JSON pointer (RFC 6901) into the body, or into `/query`.
             */
            pointer: string;
        };
        /**
         * FaultView
         * @description Something that WhatsApp would refuse.
         */
        FaultView: {
            /**
             * Detail
             * @description What is wrong, in a sentence.
             */
            detail: string;
            /**
             * Pointer
             * @description Where, as a JSON pointer into the template.
             */
            pointer: string;
        };
        /**
         * FilterIn
         * @description A filter that is to be tried.
         */
        FilterIn: {
            /** @description Who is meant. */
            filter: components["schemas"]["AudienceFilter"];
        };
        /**
         * Forgetting
         * @description A contact that is being forgotten.
         */
        Forgetting: {
            /**
             * Job Id
             * @description The long-running work that erases what is left.
             */
            job_id: string;
        };
        /**
         * FoundView
         * @description What was found in the Drive.
         */
        FoundView: {
            /**
             * Added
             * @description How many of them were not listed here.
             */
            added: number;
            /**
             * Found
             * @description How many whole backups of this workspace are there.
             */
            found: number;
        };
        /**
         * Funnel
         * @description How far the messages are; whoever read a message is also among those whom it was delivered and sent to.
         */
        Funnel: {
            /**
             * Delivered
             * @description On a phone.
             * @default 0
             */
            delivered?: number;
            /**
             * Failed
             * @description Not delivered.
             * @default 0
             */
            failed?: number;
            /**
             * Queued
             * @description Waiting to be sent.
             * @default 0
             */
            queued?: number;
            /**
             * Read
             * @description Looked at.
             * @default 0
             */
            read?: number;
            /**
             * Sending
             * @description Being given to the provider.
             * @default 0
             */
            sending?: number;
            /**
             * Sent
             * @description Taken by the provider, whatever became of them.
             * @default 0
             */
            sent?: number;
            /**
             * Unknown
             * @description Nobody knows: the provider did not answer.
             * @default 0
             */
            unknown?: number;
        };
        /**
         * Grain
         * @description How long a period is.
         * @enum {string}
         */
        Grain: "hourly" | "daily" | "monthly";
        /**
         * Group
         * @description Conditions of which all, or any one, must hold; groups hold no groups.
         */
        Group: {
            /** Conditions */
            conditions: (components["schemas"]["TagCondition"] | components["schemas"]["AttributeCondition"] | components["schemas"]["ChannelCondition"] | components["schemas"]["ProviderCondition"] | components["schemas"]["LanguageCondition"] | components["schemas"]["LastHeardCondition"] | components["schemas"]["CreatedCondition"] | components["schemas"]["NameCondition"] | components["schemas"]["AudienceCondition"] | components["schemas"]["ConsentCondition"])[];
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "group";
            /**
             * Match
             * @default any
             * @enum {string}
             */
            match?: "all" | "any";
        };
        /**
         * HandOverReason
         * @description Why an agent left a conversation to people.
         * @enum {string}
         */
        HandOverReason: "keyword" | "asked" | "low_confidence" | "guarded" | "failures" | "model_down" | "loop" | "cannot_send" | "plan_limit";
        /**
         * HandOverRulesIn
         * @description When an agent leaves a conversation to people.
         */
        HandOverRulesIn: {
            /**
             * After Failures
             * @description After so many useless answers of the model to one message, people take over.
             * @default 3
             */
            after_failures?: number;
            /**
             * Keywords
             * @description Words or phrases; where a contact's message has one, whatever its case, people take over at once.
             */
            keywords?: string[];
            /**
             * Least Confidence
             * @description With less confidence in its answer, the agent hands over instead; 0 never does.
             * @default 0
             */
            least_confidence?: number;
            /**
             * Message
             * @description What the contact is told then; empty says nothing.
             * @default
             */
            message?: string;
            /**
             * On Request
             * @description Whether people take over when the contact asks for one.
             * @default true
             */
            on_request?: boolean;
        };
        /**
         * HandOverRulesView
         * @description When an agent leaves a conversation to people.
         */
        HandOverRulesView: {
            /**
             * After Failures
             * @description After so many useless answers of the model, people take over.
             */
            after_failures: number;
            /**
             * Keywords
             * @description Words or phrases of the contact at which people take over.
             */
            keywords: string[];
            /**
             * Least Confidence
             * @description With less confidence in its answer, the agent hands over.
             */
            least_confidence: number;
            /**
             * Message
             * @description What the contact is told then.
             */
            message: string;
            /**
             * On Request
             * @description Whether people take over when the contact asks for one.
             */
            on_request: boolean;
        };
        /**
         * HandOverView
         * @description That an AI agent left a conversation to people.
         */
        HandOverView: {
            /**
             * Agent Id
             * @description Which agent it was.
             */
            agent_id: string;
            /**
             * At
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /**
             * Detail
             * @description What happened, in a sentence.
             */
            detail: string;
            /**
             * Message Id
             * @description The contact's message that waits for an answer.
             */
            message_id: string;
            /** @description Why. */
            reason: components["schemas"]["HandOverReason"];
        };
        /**
         * HeaderFormat
         * @description What stands above a template's text.
         * @enum {string}
         */
        HeaderFormat: "text" | "image" | "video" | "document" | "location";
        /**
         * HeaderIn
         * @description What stands above the text.
         */
        HeaderIn: {
            /**
             * Filename
             * @description What to call the file.
             * @default
             */
            filename?: string;
            /** @description Whether it is a text, a file or a place. */
            format: components["schemas"]["HeaderFormat"];
            /**
             * @description The place that is sent.
             * @default null
             */
            location?: components["schemas"]["Location"] | null;
            /**
             * Media Id
             * @description `media_id` of an upload of the inbox.
             * @default
             */
            media_id?: string;
            /**
             * Mime Type
             * @description What the file is.
             * @default
             */
            mime_type?: string;
            /**
             * Text
             * @description The text, with one variable at most.
             * @default
             */
            text?: string;
        };
        /**
         * HeaderUse
         * @description A template's header as it is sent; only one that changes from message to message.
         */
        HeaderUse: {
            /** @description What it is. The file of a picture, film or document is the message's media, a place its location. */
            format: components["schemas"]["HeaderFormat"];
            /**
             * Name
             * @description The name of the text's variable; empty where the provider numbers them.
             * @default
             */
            name?: string;
            /**
             * Text
             * @description The value of the text's variable.
             * @default
             */
            text?: string;
        };
        /**
         * HookStatus
         * @description Whether a webhook is told anything.
         * @enum {string}
         */
        HookStatus: "active" | "paused" | "disabled";
        /**
         * Hours
         * @description Sending hours: outside them nothing is handed over, and what is left goes on by itself when they begin.
         */
        Hours: {
            /**
             * Days
             * @description The days on which they begin, 0 being Monday.
             */
            days?: number[];
            /**
             * End
             * @description The first minute after them; one before `start` is on the next day.
             */
            end: string;
            /**
             * Start
             * @description The first minute, `HH:MM`.
             */
            start: string;
            /**
             * @description Whose wall clock. A contact's zone comes from the contact, else from the phone number, else from the tenant.
             * @default tenant
             */
            zone?: components["schemas"]["ZoneOf"];
        };
        /**
         * IdentityView
         * @description An address of a contact.
         */
        IdentityView: {
            /** Address */
            address: string;
            /** Id */
            id: string;
            provider: components["schemas"]["Provider"];
            /** Scope */
            scope: string;
        };
        /**
         * ImportedItem
         * @description What became of one template of an import.
         */
        ImportedItem: {
            /**
             * Faults
             * @description Why it was refused; of one that was not, what WhatsApp would refuse.
             */
            faults?: components["schemas"]["FaultView"][];
            /**
             * Id
             * @description The template's id.
             * @default
             */
            id?: string;
            /**
             * Language
             * @description Its language, if it has one.
             */
            language: string;
            /**
             * Name
             * @description Its name, if it has one.
             */
            name: string;
            /**
             * Number
             * @description Its place, from 1; in a table, the line without the header.
             */
            number: number;
            /**
             * Outcome
             * @description What was done, or would be.
             * @enum {string}
             */
            outcome: "created" | "changed" | "unchanged" | "refused";
        };
        /**
         * ImportReport
         * @description What became of an import.
         */
        ImportReport: {
            /**
             * Changed
             * @description How many have a new version.
             */
            changed: number;
            /**
             * Created
             * @description How many are new.
             */
            created: number;
            /**
             * Items
             * @description Each, in the order given.
             */
            items: components["schemas"]["ImportedItem"][];
            /**
             * Refused
             * @description How many were left out.
             */
            refused: number;
            /**
             * Unchanged
             * @description How many were as given.
             */
            unchanged: number;
        };
        /**
         * ImportState
         * @description How far the import of a file is.
         * @enum {string}
         */
        ImportState: "waiting" | "running" | "done" | "failed";
        /**
         * ImportView
         * @description How far the import of a file is, and what came of it.
         */
        ImportView: {
            /**
             * Columns
             * @description What its columns were taken for.
             */
            columns: string[];
            /**
             * Created
             * @description How many people were new.
             */
            created: number;
            /**
             * Duplicates
             * @description How many rows named somebody who was in the audience already.
             */
            duplicates: number;
            /**
             * Errors
             * @description The first hundred of those, with the reason.
             */
            errors: components["schemas"]["LineError"][];
            /**
             * Failed
             * @description How many rows were left out.
             */
            failed: number;
            /**
             * Failure
             * @description Why the import ended before its end.
             */
            failure: string;
            /**
             * Finished At
             * @description When it was worked off.
             */
            finished_at: string | null;
            /**
             * Id
             * @description The import's id.
             */
            id: string;
            /**
             * Matched
             * @description How many were known, and joined the audience.
             */
            matched: number;
            /**
             * Offset Bytes
             * @description Up to where it is worked off.
             */
            offset_bytes: number;
            /**
             * Rows
             * @description How many rows were worked off.
             */
            rows: number;
            /**
             * Size Bytes
             * @description The file's size.
             */
            size_bytes: number;
            /**
             * Started At
             * Format: date-time
             * @description When the file came.
             */
            started_at: string;
            /** @description How far it is. */
            state: components["schemas"]["ImportState"];
        };
        /**
         * Incident
         * @description Something that is wrong, or was.
         */
        Incident: {
            /**
             * Closed At
             * @description When it was over.
             * @default null
             */
            closed_at?: string | null;
            /**
             * Detail
             * @description What happened and what to do, in sentences that people read.
             */
            detail: string;
            /**
             * Id
             * @description Derived from kind and subject: the same trouble is one incident, which opens again.
             */
            id: string;
            /**
             * Is Open
             * @description Whether it lasts.
             * @default true
             */
            is_open?: boolean;
            /** @description What is wrong. */
            kind: components["schemas"]["IncidentKind"];
            /**
             * Last At
             * Format: date-time
             * @description When it was last seen.
             */
            last_at: string;
            /**
             * Opened At
             * Format: date-time
             * @description Since when.
             */
            opened_at: string;
            /**
             * Subject
             * @description The id of what it is wrong with.
             */
            subject: string;
            /**
             * Times
             * @description How often it was seen since it opened.
             * @default 1
             */
            times?: number;
        };
        /**
         * IncidentKind
         * @description What can be wrong.
         * @enum {string}
         */
        IncidentKind: "channel_refused" | "templates_not_synced" | "counter_drift" | "drive_refused" | "backup_failed" | "model_failed" | "webhook_disabled";
        /**
         * IncidentPage
         * @description A page of incidents.
         */
        IncidentPage: {
            /** Items */
            items: components["schemas"]["Incident"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /**
         * IncidentState
         * @description Whether something is wrong.
         * @enum {string}
         */
        IncidentState: "open" | "closed";
        /**
         * InviteIn
         * @description Somebody to ask.
         */
        InviteIn: {
            /**
             * Email
             * @description Their address; who accepts must have shown that it is theirs.
             */
            email: string;
            /** @description What they will be; at most what the caller is. */
            role: components["schemas"]["Role"];
        };
        /**
         * InviteMade
         * @description Somebody who has just been asked.
         */
        InviteMade: {
            /**
             * Email
             * @description Their address.
             */
            email: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when they may accept.
             */
            expires_at: string;
            /**
             * Id
             * @description The invitation's id.
             */
            id: string;
            /**
             * Link
             * @description Where they accept; it is shown this once.
             */
            link: string;
            /**
             * Made At
             * Format: date-time
             * @description When they were asked last.
             */
            made_at: string;
            /**
             * Made By Name
             * @description Who asked them.
             */
            made_by_name: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
        };
        /**
         * InviteSeen
         * @description An invitation as whoever has its link sees it.
         */
        InviteSeen: {
            /**
             * Email
             * @description For whom it is.
             */
            email: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when they may accept.
             */
            expires_at: string;
            /**
             * Made By Name
             * @description Who asked them.
             */
            made_by_name: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
            /**
             * Workspace
             * @description What the business is called.
             */
            workspace: string;
        };
        /**
         * InviteView
         * @description Somebody who has been asked.
         */
        InviteView: {
            /**
             * Email
             * @description Their address.
             */
            email: string;
            /**
             * Expires At
             * Format: date-time
             * @description Until when they may accept.
             */
            expires_at: string;
            /**
             * Id
             * @description The invitation's id.
             */
            id: string;
            /**
             * Made At
             * Format: date-time
             * @description When they were asked last.
             */
            made_at: string;
            /**
             * Made By Name
             * @description Who asked them.
             */
            made_by_name: string;
            /** @description What they will be. */
            role: components["schemas"]["Role"];
        };
        JsonValue: unknown;
        /**
         * Kept
         * @description A backup that stays.
         */
        Kept: {
            /**
             * At
             * Format: date-time
             * @description From when.
             */
            at: string;
            /**
             * Because
             * @description Why: `newest`, `daily`, `weekly`, `monthly`, `needed` by one that is kept.
             */
            because: string[];
            /**
             * Id
             * @description Which.
             */
            id: string;
        };
        /**
         * KeyIn
         * @description A key to make.
         */
        KeyIn: {
            /**
             * Expires At
             * @description Until when it works; left out, for ever.
             * @default null
             */
            expires_at?: string | null;
            /**
             * Name
             * @description What to call it, such as the program that will use it.
             */
            name: string;
            /** @description What it may do; at most what the caller may. */
            role: components["schemas"]["Role"];
        };
        /**
         * KeyMade
         * @description A key that has just been made.
         */
        KeyMade: {
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By Name
             * @description Who made it.
             */
            created_by_name: string;
            /**
             * Ending
             * @description Its last characters; empty where they are not known.
             */
            ending: string;
            /**
             * Expires At
             * @description Until when it works; null is for ever.
             */
            expires_at: string | null;
            /**
             * Id
             * @description The key's id.
             */
            id: string;
            /**
             * Key
             * @description The key, for the header `X-API-Key`; it is shown this once.
             */
            key: string;
            /**
             * Last Used At
             * @description When it was last used, at most an hour out; null is never.
             */
            last_used_at: string | null;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Old Until
             * @description Until when the one before it works, or worked.
             */
            old_until: string | null;
            /**
             * Renewed At
             * @description When it was last renewed.
             */
            renewed_at: string | null;
            /**
             * Revoked At
             * @description Since when it does not.
             */
            revoked_at: string | null;
            /** @description What it may do. */
            role: components["schemas"]["Role"];
        };
        /**
         * KeyView
         * @description An API key, without the key.
         */
        KeyView: {
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By Name
             * @description Who made it.
             */
            created_by_name: string;
            /**
             * Ending
             * @description Its last characters; empty where they are not known.
             */
            ending: string;
            /**
             * Expires At
             * @description Until when it works; null is for ever.
             */
            expires_at: string | null;
            /**
             * Id
             * @description The key's id.
             */
            id: string;
            /**
             * Last Used At
             * @description When it was last used, at most an hour out; null is never.
             */
            last_used_at: string | null;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Old Until
             * @description Until when the one before it works, or worked.
             */
            old_until: string | null;
            /**
             * Renewed At
             * @description When it was last renewed.
             */
            renewed_at: string | null;
            /**
             * Revoked At
             * @description Since when it does not.
             */
            revoked_at: string | null;
            /** @description What it may do. */
            role: components["schemas"]["Role"];
        };
        /**
         * Kind
         * @description What a message is made of; `unknown` keeps what we have no word for yet.
         * @enum {string}
         */
        Kind: "text" | "image" | "audio" | "voice" | "video" | "document" | "sticker" | "location" | "contacts" | "interactive" | "button" | "order" | "reaction" | "template" | "system" | "unsupported" | "unknown";
        /**
         * LanguageCondition
         * @description The contact's language; `pt` also means `pt_BR`.
         */
        LanguageCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "language";
            /**
             * Op
             * @default eq
             * @enum {string}
             */
            op?: "eq" | "ne";
            /** Value */
            value: string;
        };
        /**
         * LastHeardCondition
         * @description When the contact last wrote, on whichever channel; who never wrote did so in no number of days.
         */
        LastHeardCondition: {
            /** Days */
            days: number;
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "last_heard";
            /**
             * Op
             * @default within
             * @enum {string}
             */
            op?: "within" | "not_within";
        };
        /**
         * LeaveIn
         * @description Which workspace to leave.
         */
        LeaveIn: {
            /**
             * Workspace
             * @description Its id, so that nobody leaves another one than they mean.
             */
            workspace: string;
        };
        /**
         * Letter
         * @description Work that failed.
         */
        Letter: {
            /**
             * Attempts
             * @description The tries that failed, in their order.
             */
            attempts: components["schemas"]["Try"][];
            /**
             * Discard Reason
             * @description Why.
             */
            discard_reason: string;
            /**
             * Discarded By
             * @description Who said that it need not be done.
             */
            discarded_by: string;
            /**
             * Error
             * @description What went wrong last, in a sentence.
             */
            error: string;
            /**
             * Failures
             * @description How often it gave up.
             */
            failures: number;
            /**
             * First Failed At
             * Format: date-time
             * @description When a try failed first.
             */
            first_failed_at: string;
            /**
             * Id
             * @description The letter's id.
             */
            id: string;
            /**
             * Job
             * @description The kind of work.
             */
            job: string;
            /**
             * Last Failed At
             * Format: date-time
             * @description When a try failed last.
             */
            last_failed_at: string;
            /**
             * Payload
             * @description The task's body: ids only.
             */
            payload: {
                [key: string]: unknown;
            };
            /**
             * Queue
             * @description The queue that it goes through.
             */
            queue: string;
            /**
             * Retried At
             * @description When a person had it done again.
             */
            retried_at: string | null;
            /** @description Where it is. */
            state: components["schemas"]["LetterState"];
            /**
             * Subject
             * @description The id of what it is about.
             */
            subject: string;
        };
        /**
         * LetterPage
         * @description A page of failed work.
         */
        LetterPage: {
            /** Items */
            items: components["schemas"]["Letter"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /**
         * LetterState
         * @description Where failed work is.
         * @enum {string}
         */
        LetterState: "retrying" | "failed" | "unknown" | "queued" | "discarded";
        /**
         * Limits
         * @description What the plan includes.
         */
        Limits: {
            /**
             * Agents
             * @description How many AI agents there may be.
             */
            agents: number;
            /**
             * Api Calls A Minute
             * @description How many calls one API key may make in a minute.
             */
            api_calls_a_minute: number;
            /**
             * Backups
             * @description Whether backups to Google Drive are included.
             */
            backups: boolean;
            /**
             * Campaigns
             * @description Whether campaigns are included.
             */
            campaigns: boolean;
            /**
             * Channels Per Provider
             * @description How many channels of one provider may be connected.
             */
            channels_per_provider: number;
            /**
             * Messages A Month
             * @description How many messages may be sent in a month.
             */
            messages_a_month: number;
            /**
             * Spinning
             * @description Whether AI message spinning is included.
             */
            spinning: boolean;
            /**
             * Transcripts
             * @description Whether voice notes and pictures are put into words for AI agents.
             */
            transcripts: boolean;
        };
        /**
         * LineError
         * @description A line of a file that was left out.
         */
        LineError: {
            /**
             * Detail
             * @description What is wrong with it.
             */
            detail: string;
            /**
             * Line
             * @description The line's number, the header's being 1.
             */
            line: number;
        };
        /**
         * LinkIn
         * @description An address that is this contact's.
         */
        LinkIn: {
            /**
             * Address
             * @description A phone number with country code, a WhatsApp user id, or a Telegram chat id.
             */
            address: string;
            /**
             * Channel Id
             * @description A channel on which the address means something.
             */
            channel_id: string;
        };
        /**
         * Location
         * @description A place on the map.
         */
        Location: {
            /**
             * Address
             * @description Where it stands.
             * @default
             */
            address?: string;
            /**
             * Latitude
             * @description Degrees north.
             */
            latitude: number;
            /**
             * Longitude
             * @description Degrees east.
             */
            longitude: number;
            /**
             * Name
             * @description What the place is called.
             * @default
             */
            name?: string;
        };
        /**
         * LongJobState
         * @description Where long work is.
         * @enum {string}
         */
        LongJobState: "running" | "done" | "failed" | "cancelled";
        /**
         * LongWork
         * @description Work that takes long.
         */
        LongWork: {
            /**
             * Cancel Asked
             * @description Whether a person wants it to stop.
             */
            cancel_asked: boolean;
            /**
             * Done
             * @description How much is done.
             */
            done: number;
            /**
             * Error
             * @description Why it failed.
             */
            error: string;
            /**
             * Finished At
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * Heartbeat At
             * Format: date-time
             * @description When it last went on.
             */
            heartbeat_at: string;
            /**
             * Id
             * @description Its id.
             */
            id: string;
            /**
             * Job
             * @description The kind of work.
             */
            job: string;
            /**
             * Per Minute
             * @description How fast it went until now; null before the first sign of life.
             */
            per_minute: number | null;
            /**
             * Started At
             * Format: date-time
             * @description When it began.
             */
            started_at: string;
            /** @description Where it is. */
            state: components["schemas"]["LongJobState"];
            /**
             * Stoppable
             * @description Whether it can be stopped.
             */
            stoppable: boolean;
            /**
             * Subject
             * @description The id of what it works on.
             */
            subject: string;
            /**
             * Total
             * @description How much there is; null while nobody knows.
             */
            total: number | null;
            /**
             * Unit
             * @description What is counted.
             */
            unit: string;
        };
        /**
         * LongWorkPage
         * @description A page of work that takes long.
         */
        LongWorkPage: {
            /** Items */
            items: components["schemas"]["LongWork"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /**
         * MediaStatus
         * @description Where the bytes of a message's media are.
         * @enum {string}
         */
        MediaStatus: "pending" | "stored" | "failed";
        /**
         * MediaUrl
         * @description Where a browser may read a media, for a while.
         */
        MediaUrl: {
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Url */
            url: string;
        };
        /**
         * MediaView
         * @description A file of a message.
         */
        MediaView: {
            /** Failure */
            failure: string;
            /** Filename */
            filename: string;
            /** Mime Type */
            mime_type: string;
            /** Size Bytes */
            size_bytes: number | null;
            status: components["schemas"]["MediaStatus"];
            /** @description What it says or shows; null where nobody has it put into words. */
            transcript: components["schemas"]["TranscriptView"] | null;
        };
        /**
         * MemberPatch
         * @description What changes about a person.
         */
        MemberPatch: {
            /** @description What they may do from now on; at most what the caller may. */
            role: components["schemas"]["Role"];
        };
        /**
         * Membership
         * @description A workspace in which the caller works.
         */
        Membership: {
            /**
             * Id
             * @description Send it as `X-Tenant-Id`.
             */
            id: string;
            /**
             * Name
             * @description What the business is called.
             */
            name: string;
            /** @description What it pays for. */
            plan: components["schemas"]["Plan"];
            /** @description What the caller may do in it. */
            role: components["schemas"]["Role"];
        };
        /**
         * Memberships
         * @description Every workspace in which the caller works.
         */
        Memberships: {
            /** Items */
            items: components["schemas"]["Membership"][];
        };
        /**
         * MemberView
         * @description A person who works in the tenant.
         */
        MemberView: {
            /**
             * Email
             * @description Their address.
             */
            email: string;
            /**
             * Id
             * @description The person's id.
             */
            id: string;
            /**
             * Name
             * @description What to call them.
             */
            name: string;
            /** @description What they may do. */
            role: components["schemas"]["Role"];
        };
        /**
         * MemoryChange
         * @description What changes; what is left out stays.
         */
        MemoryChange: {
            /**
             * Embeddings
             * @description Whether facts and questions go to the model of embeddings; without, recall goes by words alone.
             * @default null
             */
            embeddings?: boolean | null;
            /**
             * Learning
             * @description Whether facts are learned from conversations; those that are known stay.
             * @default null
             */
            learning?: boolean | null;
        };
        /**
         * MemoryView
         * @description What the tenant lets its agents remember.
         */
        MemoryView: {
            /**
             * Embeddings
             * @description Whether facts and questions go to the model of embeddings.
             */
            embeddings: boolean;
            /**
             * Learning
             * @description Whether facts are learned from conversations.
             */
            learning: boolean;
        };
        /**
         * MergeIn
         * @description Another contact that is the same person.
         */
        MergeIn: {
            /**
             * Contact Id
             * @description The contact that goes; its conversation, addresses, tags and wishes come to this one.
             */
            contact_id: string;
        };
        /**
         * MergeList
         * @description The merges into a contact that can still be undone, the newest first.
         */
        MergeList: {
            /** Items */
            items: components["schemas"]["MergeView"][];
        };
        /**
         * MergePreview
         * @description What two contacts would become.
         */
        MergePreview: {
            /**
             * Contests
             * @description Where the two differ.
             */
            contests: components["schemas"]["Contest"][];
            /**
             * Identities
             * @description The addresses that would lead to it.
             */
            identities: components["schemas"]["IdentityView"][];
            /** @description The contact as it would be. */
            merged: components["schemas"]["ContactView"];
            /** @description The contact that would go. */
            other: components["schemas"]["ContactView"];
        };
        /**
         * MergeView
         * @description A merge that can still be undone.
         */
        MergeView: {
            /**
             * By
             * @description Who did it; empty where a shared phone number did.
             */
            by: string;
            /**
             * Contact Id
             * @description The contact that is gone.
             */
            contact_id: string;
            /**
             * Merged At
             * Format: date-time
             * @description When they were merged.
             */
            merged_at: string;
            /**
             * Name
             * @description What it was called.
             */
            name: string;
            /**
             * Undo Until
             * Format: date-time
             * @description Until when it can be undone.
             */
            undo_until: string;
        };
        /**
         * MessageStatus
         * @description Where a message is on its way.
         * @enum {string}
         */
        MessageStatus: "received" | "queued" | "sending" | "unknown" | "sent" | "delivered" | "read" | "played" | "failed";
        /**
         * MessageView
         * @description A message in a thread.
         */
        MessageView: {
            /** @description How it came about, if an AI agent wrote it. */
            ai: components["schemas"]["AiUseView"] | null;
            /**
             * At
             * Format: date-time
             * @description The provider's time of an inbound message, ours of an outbound one.
             */
            at: string;
            /**
             * Attempts
             * @description How often it was given to the provider.
             */
            attempts: number;
            /** @description Who wrote it. */
            author: components["schemas"]["Author"];
            /**
             * Channel Id
             * @description The channel on which it came or leaves.
             */
            channel_id: string;
            /** @description The choice, if it is one. */
            choice: components["schemas"]["Choice"] | null;
            /**
             * Content
             * @description What the provider sent, for kinds without a field of their own.
             */
            content: {
                [key: string]: components["schemas"]["JsonValue"];
            } | null;
            /**
             * Conversation Id
             * @description The conversation.
             */
            conversation_id: string;
            /**
             * Created At
             * Format: date-time
             * @description When we stored it.
             */
            created_at: string;
            /**
             * Deleted At
             * @description When its author took it back.
             */
            deleted_at: string | null;
            /** @description Towards us or away. */
            direction: components["schemas"]["Direction"];
            /**
             * Edited At
             * @description When its author last changed it.
             */
            edited_at: string | null;
            /**
             * Erased At
             * @description When its words and files were erased, because the contact was to be forgotten.
             */
            erased_at: string | null;
            /** @description Why it failed or why its outcome is unknown, and what to do. */
            failure: components["schemas"]["Failure"] | null;
            /**
             * Forwarded
             * @description Whether it was passed on.
             */
            forwarded: boolean;
            /**
             * Id
             * @description The message's id.
             */
            id: string;
            /** @description What it is made of. */
            kind: components["schemas"]["Kind"];
            /** @description The place, if it is one. */
            location: components["schemas"]["Location"] | null;
            /** @description The file, if any; its address comes from `GET /api/inbox/messages/{id}/media`. */
            media: components["schemas"]["MediaView"] | null;
            /** @description The channel's provider. */
            provider: components["schemas"]["Provider"];
            /**
             * Provider Message Id
             * @description The provider's id.
             */
            provider_message_id: string;
            /** @description The reaction, if it is one. */
            reaction: components["schemas"]["Reaction"] | null;
            /**
             * Reply To
             * @description The provider's id of the message that this answers.
             */
            reply_to: string;
            /** @description Where it is on its way. */
            status: components["schemas"]["MessageStatus"];
            /**
             * Status At
             * @description When it reached each status.
             */
            status_at: {
                [key: string]: string;
            };
            /** @description The template, if it is one. */
            template: components["schemas"]["TemplateUse"] | null;
            /**
             * Text
             * @description The text, or a media's caption, or a choice's title.
             */
            text: string;
        };
        /**
         * Metric
         * @description One counter of the month.
         */
        Metric: {
            /**
             * Level
             * @description Which warning holds: 0, 80 or 100 percent of the limit.
             * @enum {integer}
             */
            level: 0 | 80 | 100;
            /**
             * Limit
             * @description How much the plan allows; null where it does not limit this.
             */
            limit: number | null;
            /**
             * Projected
             * @description How much it will be at the end of the month at the pace so far; null on the month's first day.
             */
            projected: number | null;
            /**
             * Used
             * @description How much was used.
             */
            used: number;
        };
        /**
         * NameCondition
         * @description The contact's name; case does not matter.
         */
        NameCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "name";
            /**
             * Op
             * @default contains
             * @enum {string}
             */
            op?: "eq" | "ne" | "contains";
            /** Value */
            value: string;
        };
        /**
         * NewTemplate
         * @description A template to make.
         */
        NewTemplate: {
            /**
             * Body
             * @description The text, with variables such as `{{first_name}}` or `{{1}}`.
             */
            body: string;
            /**
             * Buttons
             * @description The buttons, in their order.
             */
            buttons?: components["schemas"]["ButtonIn"][];
            /** @description What it is for. */
            category: components["schemas"]["Category"];
            /**
             * Footer
             * @description The small line below the text.
             * @default
             */
            footer?: string;
            /**
             * @description What stands above the text.
             * @default null
             */
            header?: components["schemas"]["HeaderIn"] | null;
            /**
             * Language
             * @description Its language code, such as `en_US`.
             */
            language: string;
            /**
             * Name
             * @description Small letters, digits and underscores; several languages may share it.
             */
            name: string;
            /**
             * Variables
             * @description An example for each variable.
             */
            variables?: {
                [key: string]: string;
            };
        };
        /**
         * Numbers
         * @description What agents did.
         */
        Numbers: {
            /**
             * Answers
             * @description Answers that were stored to be sent.
             */
            answers: number;
            /**
             * Hand Overs
             * @description Conversations left to people.
             */
            hand_overs: number;
            /**
             * Hand Overs By Reason
             * @description The same by reason.
             */
            hand_overs_by_reason: {
                [key: string]: number;
            };
            /**
             * Input Tokens
             * @description Tokens that went into the model.
             */
            input_tokens: number;
            /**
             * Mean Latency Ms
             * @description How long the model took for an answer on average; null where there is none.
             */
            mean_latency_ms: number | null;
            /**
             * Output Tokens
             * @description Tokens that came out.
             */
            output_tokens: number;
            /**
             * P50 Latency Ms
             * @description Half of the answers took at most about so long.
             */
            p50_latency_ms: number | null;
            /**
             * P95 Latency Ms
             * @description Of 20 answers, 19 took at most about so long.
             */
            p95_latency_ms: number | null;
            /**
             * Price Micro Usd
             * @description What they cost, in millionths of a US dollar, as far as the models' prices are known.
             */
            price_micro_usd: number;
        };
        /**
         * OptOut
         * @description A wish not to be written to, or its withdrawal; the newest holds.
         */
        OptOut: {
            /**
             * At
             * Format: date-time
             * @description Since when.
             */
            at: string;
            /**
             * Channel Id
             * @description The channel it holds for; null means every one.
             * @default null
             */
            channel_id?: string | null;
            /**
             * Opted In
             * @description True if the wish was withdrawn.
             * @default false
             */
            opted_in?: boolean;
            /**
             * Scope
             * @description `marketing` or `all`.
             */
            scope: string;
            /**
             * Source
             * @description How we know: a keyword, a provider's report, a person.
             * @default
             */
            source?: string;
        };
        /** Page[AgentView] */
        Page_AgentView_: {
            /** Items */
            items: components["schemas"]["AgentView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[AudienceView] */
        Page_AudienceView_: {
            /** Items */
            items: components["schemas"]["AudienceView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[AuditView] */
        Page_AuditView_: {
            /** Items */
            items: components["schemas"]["AuditView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[BackupView] */
        Page_BackupView_: {
            /** Items */
            items: components["schemas"]["BackupView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[CampaignView] */
        Page_CampaignView_: {
            /** Items */
            items: components["schemas"]["CampaignView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[ChannelView] */
        Page_ChannelView_: {
            /** Items */
            items: components["schemas"]["ChannelView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[ContactView] */
        Page_ContactView_: {
            /** Items */
            items: components["schemas"]["ContactView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[ConversationView] */
        Page_ConversationView_: {
            /** Items */
            items: components["schemas"]["ConversationView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[DeliveryView] */
        Page_DeliveryView_: {
            /** Items */
            items: components["schemas"]["DeliveryView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[InviteView] */
        Page_InviteView_: {
            /** Items */
            items: components["schemas"]["InviteView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[KeyView] */
        Page_KeyView_: {
            /** Items */
            items: components["schemas"]["KeyView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[MemberView] */
        Page_MemberView_: {
            /** Items */
            items: components["schemas"]["MemberView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[MessageView] */
        Page_MessageView_: {
            /** Items */
            items: components["schemas"]["MessageView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[RecipientView] */
        Page_RecipientView_: {
            /** Items */
            items: components["schemas"]["RecipientView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[RestoreView] */
        Page_RestoreView_: {
            /** Items */
            items: components["schemas"]["RestoreView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[TemplateVersion] */
        Page_TemplateVersion_: {
            /** Items */
            items: components["schemas"]["TemplateVersion"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[TemplateView] */
        Page_TemplateView_: {
            /** Items */
            items: components["schemas"]["TemplateView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /** Page[WishView] */
        Page_WishView_: {
            /** Items */
            items: components["schemas"]["WishView"][];
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /**
         * PauseReason
         * @description Why no agent answers in a conversation.
         * @enum {string}
         */
        PauseReason: "person_replied" | "phone_replied" | "handed_over" | "by_person" | "assigned";
        /**
         * PeriodNumbers
         * @description The numbers of one hour, day or month, or of all that were asked for.
         */
        PeriodNumbers: {
            /**
             * As Of
             * @description When `details` were counted; null where nothing was, because nobody wrote.
             */
            as_of: string | null;
            /** @description What they were; null where only one channel or author was asked for. */
            details: components["schemas"]["Details"] | null;
            /**
             * End
             * Format: date-time
             * @description The first instant after it.
             */
            end: string;
            /**
             * Id
             * @description `2026-11-23T18:30Z` (an hour), `2026-11-23`, `2026-11`, or `total`.
             */
            id: string;
            /**
             * Inbound
             * @description Messages from contacts; of the running day and month as of this moment.
             */
            inbound: number;
            /**
             * Is Open
             * @description Whether it still runs.
             */
            is_open: boolean;
            /**
             * Outbound
             * @description Messages to contacts, whatever became of them; of the running day and month as of this moment.
             */
            outbound: number;
            /**
             * Start
             * Format: date-time
             * @description The first instant.
             */
            start: string;
        };
        /**
         * Plan
         * @description What a tenant pays for.
         * @enum {string}
         */
        Plan: "starter" | "pro" | "enterprise";
        /**
         * PlatformSchedule
         * @description Work that begins by the clock.
         */
        PlatformSchedule: {
            /**
             * Cron
             * @description When it runs, as cron writes it, in `time_zone`.
             */
            cron: string;
            /**
             * Function
             * @description The function that it calls.
             */
            function: string;
            /** @description Its last run; null if it never ran. */
            last: components["schemas"]["ScheduleRunView"] | null;
            /**
             * Name
             * @description Its name.
             */
            name: string;
            /**
             * Next At
             * Format: date-time
             * @description When it runs next by itself.
             */
            next_at: string;
            /**
             * Retries
             * @description How often a run that failed is tried again.
             */
            retries: number;
            /**
             * Time Zone
             * @description An IANA time zone.
             */
            time_zone: string;
        };
        /**
         * Preview
         * @description The newest message, as the list shows it.
         */
        Preview: {
            /**
             * At Ms
             * @description The message's time in epoch milliseconds.
             */
            at_ms: number;
            /**
             * @description Who wrote it; null in what was stored before this was kept.
             * @default null
             */
            author?: components["schemas"]["Author"] | null;
            /**
             * Channel Id
             * @description The channel on which it came or leaves.
             */
            channel_id: string;
            /** @description Towards us or away. */
            direction: components["schemas"]["Direction"];
            /** @description What it is made of. */
            kind: components["schemas"]["Kind"];
            /**
             * Text
             * @description The beginning of its text; empty where it has none.
             */
            text: string;
        };
        /**
         * PreviewIn
         * @description With what to fill in a template's variables.
         */
        PreviewIn: {
            /**
             * Contact Id
             * @description A contact whose name and attributes fill in what `values` does not.
             * @default null
             */
            contact_id?: string | null;
            /**
             * Values
             * @description Values by name; left out with `contact_id`, the template's examples are taken.
             * @default null
             */
            values?: {
                [key: string]: string;
            } | null;
        };
        /**
         * Problem
         * @description An error (RFC 9457); some carry more, such as the new `route`.
         */
        Problem: {
            /**
             * Code
             * @description The kind of error, for programs.
             */
            code: string;
            /**
             * Detail
             * @description What happened this time, and what to do.
             */
            detail: string;
            /**
             * Errors
             * @description The faulty parts, where a request breaks a rule.
             */
            errors?: components["schemas"]["FaultBody"][];
            /**
             * Status
             * @description The HTTP status.
             */
            status: number;
            /**
             * Title
             * @description The kind of error, in words.
             */
            title: string;
            /**
             * Type
             * @description An address that stands for this kind of error.
             */
            type: string;
        } & {
            [key: string]: unknown;
        };
        /**
         * Progress
         * @description How far a campaign is, counted from its recipients and messages.
         */
        Progress: {
            /**
             * Counted At
             * Format: date-time
             * @description When this was counted.
             */
            counted_at: string;
            /**
             * Failed
             * @description How many failed, by the class of the error.
             */
            failed: {
                [key: string]: number;
            };
            /**
             * Finished At
             * @description When it was done or cancelled.
             */
            finished_at: string | null;
            /** @description Their states. */
            funnel: components["schemas"]["Funnel"];
            /**
             * Looked At
             * @description How many contacts of the audience were looked at.
             */
            looked_at: number;
            /**
             * Messages
             * @description How many messages there are.
             */
            messages: number;
            /**
             * Next At
             * @description When it goes on, if it waits for its pace or for sending hours.
             */
            next_at: string | null;
            /** @description What the planner does; null before it began and after it ended. */
            phase: components["schemas"]["common__models__campaign__Phase"] | null;
            /**
             * Planned
             * @description How many people get a message.
             */
            planned: number;
            /**
             * Skipped
             * @description How many do not, by reason.
             */
            skipped: {
                [key: string]: number;
            };
            /**
             * Started At
             * @description When it began to plan.
             */
            started_at: string | null;
            /** @description Where it is on its way. */
            status: components["schemas"]["CampaignStatus"];
            /** @description Why it is paused or cancelled, for programs. */
            status_code: components["schemas"]["StatusCode"] | null;
            /**
             * Status Reason
             * @description Why it is, and what to do.
             */
            status_reason: string;
            /**
             * Variants
             * @description The same by variant, where there are several.
             */
            variants: components["schemas"]["VariantProgress"][];
            /**
             * Waiting
             * @description How many of the planned have no message yet.
             */
            waiting: number;
        };
        /**
         * Provider
         * @description Where messages come from.
         * @enum {string}
         */
        Provider: "whatsapp" | "telegram";
        /**
         * ProviderCondition
         * @description A provider through which the contact wrote, or has an address.
         */
        ProviderCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "provider";
            /**
             * Op
             * @default heard
             * @enum {string}
             */
            op?: "heard" | "not_heard" | "reachable" | "not_reachable";
            value: components["schemas"]["Provider"];
        };
        /**
         * Quality
         * @description What the people who got a template made of it.
         * @enum {string}
         */
        Quality: "green" | "yellow" | "red" | "unknown";
        /**
         * QueueList
         * @description The platform's queues.
         */
        QueueList: {
            /**
             * Items
             * @description In the order of the registry.
             */
            items: components["schemas"]["QueueView"][];
        };
        /**
         * QueueView
         * @description A queue; its shards added up.
         */
        QueueView: {
            /**
             * Depth
             * @description Tasks that wait or are under way.
             */
            depth: number;
            /**
             * Failures Last Hour
             * @description Tries that failed within the last hour, or up to ten minutes more.
             */
            failures_last_hour: number;
            /**
             * In Flight
             * @description Attempts under way.
             */
            in_flight: number;
            /**
             * Jobs
             * @description The kinds of work that go through it.
             */
            jobs: string[];
            /**
             * Last Minute
             * @description Attempts within the last minute.
             */
            last_minute: number;
            /**
             * Max Per S
             * @description How fast it may dispatch at most.
             */
            max_per_s: number;
            /**
             * Name
             * @description The queue's name.
             */
            name: string;
            /**
             * Oldest At
             * @description When the oldest of them was due; null where there is none.
             */
            oldest_at: string | null;
            /**
             * Paused
             * @description Whether it is kept from dispatching.
             */
            paused: boolean;
            /**
             * Rate Per S
             * @description How fast it may dispatch now, in tasks a second; lower than `max_per_s` while workers ask for that.
             */
            rate_per_s: number;
            /**
             * Shards
             * @description How many queues of Cloud Tasks it is.
             */
            shards: number;
        };
        /**
         * Quota
         * @description What a campaign does to the month's messages.
         */
        Quota: {
            /**
             * After
             * @description What will be used once all are sent.
             */
            after: number;
            /**
             * Limit
             * @description The plan's messages a month.
             */
            limit: number;
            /**
             * Used
             * @description What was used when the dry run began.
             */
            used: number;
        };
        /**
         * Reaction
         * @description An emoji on another message; an empty one takes it back.
         */
        Reaction: {
            /**
             * Emoji
             * @description The emoji.
             */
            emoji: string;
            /**
             * Provider Message Id
             * @description The message that it is on.
             */
            provider_message_id: string;
        };
        /**
         * Reason
         * @description Why two contacts are probably one person.
         * @enum {string}
         */
        Reason: "phone" | "email" | "name_and_phone";
        /**
         * RecipientMessage
         * @description What became of a recipient's message.
         */
        RecipientMessage: {
            /** @description Why it failed or why its outcome is unknown, and what to do. */
            failure: components["schemas"]["Failure"] | null;
            /**
             * Id
             * @description The message.
             */
            id: string;
            /** @description Where it is on its way. */
            status: components["schemas"]["MessageStatus"];
            /**
             * Status At
             * @description When it reached each status.
             */
            status_at: {
                [key: string]: string;
            };
        };
        /**
         * RecipientState
         * @description Whether a person of the audience gets a message; what became of it stands in the message.
         * @enum {string}
         */
        RecipientState: "planned" | "skipped";
        /**
         * RecipientView
         * @description A person of a campaign's audience.
         */
        RecipientView: {
            /**
             * Address
             * @description The address there.
             */
            address: string;
            /**
             * Channel Id
             * @description The channel of the message.
             */
            channel_id: string | null;
            /**
             * Contact Id
             * @description The contact, which is also the conversation.
             */
            contact_id: string;
            /**
             * Detail
             * @description What is missing, where the reason alone does not say it.
             */
            detail: string;
            /** @description The message, once it is handed over. */
            message: components["schemas"]["RecipientMessage"] | null;
            /**
             * Name
             * @description What to call them.
             */
            name: string;
            /** @description Why not. */
            reason: components["schemas"]["SkipReason"] | null;
            /** @description Whether they get a message. */
            state: components["schemas"]["RecipientState"];
            /**
             * Variant
             * @description Which variant they get.
             */
            variant: string;
            /**
             * Zone
             * @description The time zone whose sending hours hold for them.
             */
            zone: string;
        };
        /**
         * Replayed
         * @description What is made again.
         */
        Replayed: {
            /**
             * Deliveries
             * @description How many.
             */
            deliveries: number;
            /**
             * More
             * @description Whether there are more; call again for those.
             */
            more: boolean;
        };
        /**
         * ReplayIn
         * @description Which deliveries are to be made again.
         */
        ReplayIn: {
            /**
             * Since
             * Format: date-time
             * @description Those that were given up, of events since then.
             */
            since: string;
        };
        /**
         * ReplyIn
         * @description A reply: text, an uploaded file with an optional caption, or a template.
         */
        ReplyIn: {
            /**
             * Channel Id
             * @description A channel to insist on; left out, the reply leaves where the contact was last heard.
             * @default null
             */
            channel_id?: string | null;
            /**
             * Filename
             * @description What to call the file.
             * @default
             */
            filename?: string;
            /**
             * Media Id
             * @description `media_id` of an upload.
             * @default null
             */
            media_id?: string | null;
            /**
             * Mime Type
             * @description What the file is.
             * @default
             */
            mime_type?: string;
            /**
             * Reply To
             * @description The id of the message that this answers.
             * @default null
             */
            reply_to?: string | null;
            /**
             * Route Version
             * @description `route.version` as the caller saw it; if the route has changed since, the answer is 409 with the new one.
             * @default null
             */
            route_version?: string | null;
            /**
             * @description A template; the only thing that can be sent while `route.needs_template`.
             * @default null
             */
            template?: components["schemas"]["TemplateIn"] | null;
            /**
             * Text
             * @description The text, or the caption of the file.
             * @default
             */
            text?: string;
        };
        /**
         * RestoreIn
         * @description What to restore, and where to.
         */
        RestoreIn: {
            /**
             * Apply
             * @description Whether to begin at once; else it waits, once what would change is known, until a person begins it.
             * @default false
             */
            apply?: boolean;
            /**
             * Into
             * @description Into this workspace, or into a new one, whose owner you become.
             * @default here
             * @enum {string}
             */
            into?: "here" | "new";
            /**
             * Name
             * @description What the new workspace is called; empty names it after this one.
             * @default
             */
            name?: string;
            /**
             * Passphrase
             * @description The passphrase of the backup, where it is not the one that is set.
             * @default null
             */
            passphrase?: string | null;
            /**
             * Remove
             * @description Whether documents that are not in the backup are deleted; else they stay.
             * @default false
             */
            remove?: boolean;
            /**
             * @description How much: all, a collection, or a contact with their conversation.
             * @default {
             *       "collection": "",
             *       "contact_id": ""
             *     }
             */
            scope?: components["schemas"]["Scope"];
        };
        /**
         * RestoreState
         * @description Where a restore is.
         * @enum {string}
         */
        RestoreState: "checking" | "comparing" | "ready" | "restoring" | "proving" | "proving_media" | "removing" | "done" | "failed" | "cancelled";
        /**
         * RestoreView
         * @description A restore as people see it.
         */
        RestoreView: {
            /**
             * Backup Id
             * @description Which backup.
             */
            backup_id: string;
            /**
             * By
             * @description Who asked for it.
             */
            by: string;
            /**
             * Damaged
             * @description Files that are damaged or missing; then nothing was written.
             */
            damaged: string[];
            /**
             * Diff
             * @description What would change, once it is `ready`.
             */
            diff: components["schemas"]["ChangesView"][];
            /**
             * Done
             * @description How far the present step is.
             */
            done: number;
            /**
             * Error
             * @description Why it failed and what to do; else empty.
             */
            error: string;
            /**
             * Finished At
             * @description When it ended.
             */
            finished_at: string | null;
            /**
             * Held Messages
             * @description Messages that were about to be sent when the backup was made; nothing is sent, they wait for a person.
             */
            held_messages: number;
            /**
             * Id
             * @description The restore's id.
             */
            id: string;
            /**
             * Is New
             * @description Whether that workspace was made for it.
             */
            is_new: boolean;
            /**
             * Media
             * @description How many media were brought back.
             */
            media: number;
            /**
             * Name
             * @description What the new workspace is called.
             */
            name: string;
            /**
             * Paused Campaigns
             * @description Campaigns that were under way when the backup was made; they wait for a person.
             */
            paused_campaigns: number;
            /**
             * Remove
             * @description Whether documents that are not in the backup go.
             */
            remove: boolean;
            /** @description How much of it. */
            scope: components["schemas"]["Scope"];
            /**
             * Started At
             * Format: date-time
             * @description When it was asked for.
             */
            started_at: string;
            /** @description Where it is: `checking` every hash, `comparing`, `ready` to begin, `restoring`, or over. */
            state: components["schemas"]["RestoreState"];
            /**
             * Target Tenant Id
             * @description The workspace that it goes into.
             */
            target_tenant_id: string;
            /**
             * Total
             * @description How much there is to do in it; 0 while nobody knows.
             */
            total: number;
            /**
             * Written
             * @description What was changed until now.
             */
            written: components["schemas"]["ChangesView"][];
        };
        /**
         * RetentionView
         * @description What the schedule's numbers keep, and what they delete.
         */
        RetentionView: {
            /**
             * Delete
             * @description Backups that go, the newest first.
             */
            delete: components["schemas"]["BackupView"][];
            /**
             * Freed Bytes
             * @description How much space that frees, without media.
             */
            freed_bytes: number;
            /**
             * Keep
             * @description Backups that stay, the newest first.
             */
            keep: components["schemas"]["Kept"][];
        };
        /**
         * Retried
         * @description What is done again.
         */
        Retried: {
            /**
             * More
             * @description Whether some may be left; ask once more.
             */
            more: boolean;
            /**
             * Queued
             * @description How much failed work was queued.
             */
            queued: number;
        };
        /**
         * RetryAll
         * @description Which failed work to do again.
         */
        RetryAll: {
            /**
             * Job
             * @description The kind of work.
             */
            job: string;
        };
        /**
         * RetryIn
         * @description Which failed messages to send again; null takes every class of error for which that can help.
         */
        RetryIn: {
            /**
             * Classes
             * @description `throttle`, `transient`, `media`, and `policy` for those held back at least a day ago.
             * @default null
             */
            classes?: string[] | null;
        };
        /**
         * RetryStarted
         * @description A retry has begun.
         */
        RetryStarted: {
            /**
             * Failed
             * @description How many messages have failed; those for which trying again helps are queued in the next moments.
             */
            failed: number;
        };
        /**
         * Role
         * @description What a caller may do, from most to least.
         * @enum {string}
         */
        Role: "owner" | "admin" | "agent" | "viewer";
        /**
         * RotateIn
         * @description How a key gives way to a new one.
         */
        RotateIn: {
            /**
             * Overlap Hours
             * @description For how long the one before still works; 0 ends it at once.
             * @default 24
             */
            overlap_hours?: number;
        };
        /**
         * Route
         * @description The channel of the next reply.
         */
        Route: {
            /**
             * Address
             * @description The contact's address there.
             */
            address: string;
            /**
             * Channel Id
             * @description The channel.
             */
            channel_id: string;
            /**
             * Channel Name
             * @description What people call it.
             */
            channel_name: string;
            /**
             * Last Inbound At
             * @description When the contact was last heard there, by the provider's time.
             */
            last_inbound_at: string | null;
            /**
             * Needs Template
             * @description True if only a template can be sent now.
             */
            needs_template: boolean;
            /** @description Its provider. */
            provider: components["schemas"]["Provider"];
            /**
             * @description `last_heard`: the contact wrote there last. `last_heard_unavailable`: it wrote last on a channel that cannot send
             *     now, this is the next. `chosen`: the caller named it.
             */
            reason: components["schemas"]["RouteReason"];
            /**
             * Version
             * @description Give it back as `route_version` when replying: if the route has changed since, the answer is 409.
             */
            version: string;
            /**
             * Window Expires At
             * @description Until when free text is allowed; null where the provider has no such limit, or the window never opened.
             */
            window_expires_at: string | null;
        };
        /**
         * RouteReason
         * @description Why a route is what it is.
         * @enum {string}
         */
        RouteReason: "last_heard" | "last_heard_unavailable" | "chosen";
        /**
         * RunIn
         * @description How to back up; all may be left out.
         */
        RunIn: {
            /**
             * @description Null leaves it to the schedule: full, or what changed since the last one.
             * @default null
             */
            kind?: components["schemas"]["BackupKind"] | null;
        };
        /**
         * ScheduleIn
         * @description The schedule as it shall be.
         */
        ScheduleIn: {
            /**
             * Drill Every Days
             * @description After how many days a drill is due again; 0 is never.
             * @default 30
             */
            drill_every_days?: number;
            /**
             * Enabled
             * @description Whether backups are made by themselves.
             * @default false
             */
            enabled?: boolean;
            /**
             * @description Whether backups are encrypted, those by hand too.
             * @default none
             */
            encryption?: components["schemas"]["Encryption"];
            /**
             * Full Every
             * @description Every how many backups one is full.
             * @default 7
             */
            full_every?: number;
            /**
             * Hour
             * @description At which hour, in the workspace's time zone.
             * @default 2
             */
            hour?: number;
            /**
             * Keep Daily
             * @description For how many of the last days one backup each is kept.
             * @default 7
             */
            keep_daily?: number;
            /**
             * Keep Monthly
             * @description For how many of the last months.
             * @default 12
             */
            keep_monthly?: number;
            /**
             * Keep Weekly
             * @description For how many of the last weeks.
             * @default 4
             */
            keep_weekly?: number;
            /**
             * Passphrase
             * @description A new passphrase; null keeps the one that is set. We keep only a key made of it, sealed. Backups made with an
             *     earlier one still need that.
             * @default null
             */
            passphrase?: string | null;
        };
        /**
         * ScheduleList
         * @description The platform's schedules.
         */
        ScheduleList: {
            /**
             * Items
             * @description In the order of their table.
             */
            items: components["schemas"]["PlatformSchedule"][];
        };
        /**
         * ScheduleRunView
         * @description The last run of a schedule.
         */
        ScheduleRunView: {
            /**
             * At
             * Format: date-time
             * @description When it ended.
             */
            at: string;
            /**
             * Error
             * @description What went wrong, in a sentence; only for whoever runs the platform.
             */
            error: string;
            /**
             * Ok
             * @description Whether it did what it was to do.
             */
            ok: boolean;
            /**
             * Ok At
             * @description When a run last did what it was to do.
             */
            ok_at: string | null;
            /**
             * Slot At
             * Format: date-time
             * @description For when it was meant.
             */
            slot_at: string;
            /**
             * Took Ms
             * @description How long it took.
             */
            took_ms: number;
        };
        /**
         * ScheduleStarted
         * @description What became of starting a schedule by hand.
         */
        ScheduleStarted: {
            /**
             * Name
             * @description The schedule.
             */
            name: string;
            /**
             * Slot At
             * Format: date-time
             * @description The slot of the run; `last.slot_at` of the list has it once it is over.
             */
            slot_at: string;
            /**
             * Started
             * @description False if it was started within the same second already.
             */
            started: boolean;
        };
        /**
         * ScheduleView
         * @description The schedule as it stands.
         */
        ScheduleView: {
            /**
             * Drill Every Days
             * @description After how many days a drill is due again; 0 is never.
             * @default 30
             */
            drill_every_days?: number;
            /**
             * Enabled
             * @description Whether backups are made by themselves.
             * @default false
             */
            enabled?: boolean;
            /**
             * @description Whether backups are encrypted, those by hand too.
             * @default none
             */
            encryption?: components["schemas"]["Encryption"];
            /**
             * Full Every
             * @description Every how many backups one is full.
             * @default 7
             */
            full_every?: number;
            /**
             * Has Passphrase
             * @description Whether a passphrase is set.
             */
            has_passphrase: boolean;
            /**
             * Hour
             * @description At which hour, in the workspace's time zone.
             * @default 2
             */
            hour?: number;
            /**
             * Keep Daily
             * @description For how many of the last days one backup each is kept.
             * @default 7
             */
            keep_daily?: number;
            /**
             * Keep Monthly
             * @description For how many of the last months.
             * @default 12
             */
            keep_monthly?: number;
            /**
             * Keep Weekly
             * @description For how many of the last weeks.
             * @default 4
             */
            keep_weekly?: number;
            /**
             * Next At
             * @description When the next backup is due.
             */
            next_at: string | null;
        };
        /**
         * Scope
         * @description How much of a backup is restored; nothing chosen is all of it.
         */
        Scope: {
            /**
             * Collection
             * @description Only this collection, with what is below its documents.
             * @default
             */
            collection?: string;
            /**
             * Contact Id
             * @description Only this contact, with their conversation.
             * @default
             */
            contact_id?: string;
        };
        /**
         * Series
         * @description Numbers over time.
         */
        Series: {
            /**
             * From
             * Format: date
             * @description The first day.
             */
            from: string;
            /** @description How long each period is. */
            grain: components["schemas"]["Grain"];
            /**
             * Items
             * @description Every period that has begun, in their order, also where nobody wrote.
             */
            items: components["schemas"]["PeriodNumbers"][];
            /**
             * Time Zone
             * @description In which hours, days and months begin.
             */
            time_zone: string;
            /**
             * To
             * Format: date
             * @description The last day.
             */
            to: string;
            /** @description All of them together. */
            totals: components["schemas"]["PeriodNumbers"];
        };
        /**
         * SettledAs
         * @description What a person knows about a send whose outcome was unknown.
         * @enum {string}
         */
        SettledAs: "sent" | "failed";
        /**
         * SettleIn
         * @description A person settles an unknown outcome.
         */
        SettleIn: {
            /** @description Whether the contact got it. */
            outcome: components["schemas"]["SettledAs"];
        };
        /**
         * SignUpIn
         * @description A new workspace.
         */
        SignUpIn: {
            /**
             * Language
             * @description The language of its people.
             * @default en
             */
            language?: string;
            /**
             * Name
             * @description What the business is called.
             */
            name: string;
            /**
             * Time Zone
             * @description An IANA name, such as `Europe/Berlin`; days and months are counted in it.
             * @default UTC
             */
            time_zone?: string;
        };
        /**
         * SkippedSample
         * @description Somebody who would be skipped.
         */
        SkippedSample: {
            /**
             * Contact Id
             * @description The contact.
             */
            contact_id: string;
            /**
             * Detail
             * @description What is missing, where the reason alone does not say it.
             * @default
             */
            detail?: string;
            /**
             * Name
             * @description What to call them.
             * @default
             */
            name?: string;
        };
        /**
         * SkipReason
         * @description Why a person of the audience gets no message.
         * @enum {string}
         */
        SkipReason: "opted_out" | "no_route" | "channel_inactive" | "window_closed" | "duplicate" | "missing_variable" | "too_long" | "plan_limit" | "portfolio_limit" | "forgotten";
        /**
         * SpinFault
         * @description A rule that a variant breaks.
         * @enum {string}
         */
        SpinFault: "empty" | "too_long" | "control_character" | "placeholders" | "placeholder_at_edge" | "links" | "emails" | "numbers" | "opt_out" | "too_similar";
        /**
         * SpinIn
         * @description A message to reword; of all that is known here, only these fields but `kind` reach the language model.
         */
        SpinIn: {
            /**
             * Count
             * @description How many rewordings to ask for.
             * @default 5
             */
            count?: number;
            /**
             * @description What they are for; decides the longest length and whether a placeholder may stand at either end.
             * @default template
             */
            kind?: components["schemas"]["SpinKind"];
            /**
             * Language
             * @description The message's language; left out, the model sees for itself.
             * @default null
             */
            language?: string | null;
            /**
             * Text
             * @description The message with its placeholders, such as `{{first_name}}`, not filled in.
             */
            text: string;
            /**
             * Tone
             * @description How they shall sound, such as `friendly`; left out, as the message does.
             * @default null
             */
            tone?: string | null;
        };
        /**
         * SpinKind
         * @description What the rewordings are for.
         * @enum {string}
         */
        SpinKind: "template" | "session";
        /**
         * SpinUsage
         * @description What the rewordings cost.
         */
        SpinUsage: {
            /**
             * Input Tokens
             * @description Tokens that went in.
             */
            input_tokens: number;
            /**
             * Latency Ms
             * @description How long the model took.
             */
            latency_ms: number;
            /**
             * Model
             * @description The language model.
             */
            model: string;
            /**
             * Output Tokens
             * @description Tokens that came out.
             */
            output_tokens: number;
            /**
             * Price Micro Usd
             * @description The price in millionths of a US dollar; null if the model's price is not known.
             */
            price_micro_usd: number | null;
        };
        /**
         * Spun
         * @description The rewordings of a message.
         */
        Spun: {
            /**
             * Note
             * @description How they may be used.
             */
            note: string;
            /** @description What they cost. */
            usage: components["schemas"]["SpinUsage"];
            /**
             * Variants
             * @description All that the model gave, in its order; a usable one differs from the message and the usable ones before it.
             */
            variants: components["schemas"]["SpunVariant"][];
        };
        /**
         * SpunVariant
         * @description A rewording.
         */
        SpunVariant: {
            /**
             * Faults
             * @description The rules that it breaks.
             */
            faults: components["schemas"]["VariantFault"][];
            /**
             * Text
             * @description What it says.
             */
            text: string;
            /**
             * Usable
             * @description Whether it breaks none; a person still has to approve it.
             */
            usable: boolean;
        };
        /**
         * StatusCode
         * @description Why a campaign is in its status, for programs.
         * @enum {string}
         */
        StatusCode: "by_person" | "plan_limit" | "spam" | "template" | "failures" | "channels" | "suspended" | "planner";
        /**
         * StatusView
         * @description How the backups of the workspace are, in one look.
         */
        StatusView: {
            /**
             * Backups
             * @description How many whole backups there are, up to 1,000.
             */
            backups: number;
            /**
             * Detail
             * @description What to know besides, or what failed and what to do.
             */
            detail: string;
            /** @description The newest drill. */
            drill: components["schemas"]["Drill"] | null;
            /**
             * Headline
             * @description One line for people: `Backup Successful`, `Backup running`, `Backup failed`, `No backup yet`.
             */
            headline: string;
            /** @description The newest backup that ended. */
            last: components["schemas"]["BackupView"] | null;
            /** @description The newest backup that is whole. */
            last_good: components["schemas"]["BackupView"] | null;
            /**
             * Media Bytes
             * @description How large the media of the newest whole one are, which backups share.
             */
            media_bytes: number;
            /**
             * Next At
             * @description When the next one is due.
             */
            next_at: string | null;
            /** @description The backup that runs now. */
            running: components["schemas"]["BackupView"] | null;
            /**
             * Size Bytes
             * @description How much their parts take up in Drive together.
             */
            size_bytes: number;
        };
        /**
         * Story
         * @description What happened to a message, from what is stored of it.
         */
        Story: {
            /** @description Towards us or away. */
            direction: components["schemas"]["Direction"];
            /**
             * Events
             * @description In their order.
             */
            events: components["schemas"]["StoryEvent"][];
            /**
             * Message Id
             * @description The message.
             */
            message_id: string;
            /** @description Where it is on its way. */
            status: components["schemas"]["MessageStatus"];
        };
        /**
         * StoryEvent
         * @description One thing that happened to a message.
         */
        StoryEvent: {
            /**
             * At
             * Format: date-time
             * @description When; the provider's time of what the provider tells, ours of all else.
             */
            at: string;
            /**
             * Code
             * @description The provider's code, the reason of ours, or empty.
             */
            code: string;
            /**
             * Details
             * @description Ids and figures: `provider_message_id`, `channel_id`, `contact_id`, `queue`, `model`, `latency_ms`,
             *     `confidence`, `tokens`, `price_micro_usd`, `message_id`, `letter_id`, `window_expires_at` and the like.
             */
            details: {
                [key: string]: string;
            };
            /**
             * Job
             * @description The kind of work, where it was work.
             */
            job: string;
            /** @description What it is about. */
            kind: components["schemas"]["StoryKind"];
            /**
             * Number
             * @description Which try it was, from 1; null where nothing was tried.
             */
            number: number | null;
            /** @description How it ended. */
            state: components["schemas"]["StoryState"];
            /**
             * What
             * @description What happened, in a sentence.
             */
            what: string;
        };
        /**
         * StoryKind
         * @description What an event of a message's story is about.
         * @enum {string}
         */
        StoryKind: "written" | "received" | "identified" | "routed" | "task" | "media" | "transcript" | "ai" | "send" | "receipt" | "person" | "changed";
        /**
         * StoryState
         * @description How an event ended.
         * @enum {string}
         */
        StoryState: "done" | "waiting" | "retrying" | "failed" | "unknown";
        /**
         * SubmitIn
         * @description Where to submit a template.
         */
        SubmitIn: {
            /**
             * Channel Id
             * @description A WhatsApp channel; the template is submitted to the WhatsApp Business Account above it.
             */
            channel_id: string;
        };
        /**
         * SuggestionList
         * @description The suggestions for one contact.
         */
        SuggestionList: {
            /** Items */
            items: components["schemas"]["SuggestionView"][];
        };
        /**
         * SuggestionPage
         * @description A page of suggestions; it may hold none and still not be the last.
         */
        SuggestionPage: {
            /** Items */
            items: components["schemas"]["SuggestionView"][];
            /**
             * Looked At
             * @description How many contacts were compared with all others for it.
             */
            looked_at: number;
            /**
             * Next Cursor
             * @description Give it as `cursor` to get the next page; null at the end.
             */
            next_cursor: string | null;
        };
        /**
         * SuggestionView
         * @description Two contacts that are probably one person.
         */
        SuggestionView: {
            /** @description The one. */
            contact: components["schemas"]["ContactView"];
            /** @description The other. */
            other: components["schemas"]["ContactView"];
            /**
             * Reasons
             * @description Why.
             */
            reasons: components["schemas"]["Reason"][];
        };
        /**
         * SyncReport
         * @description What came of a sync.
         */
        SyncReport: {
            /**
             * Accounts
             * @description Each WhatsApp Business Account, once.
             */
            accounts: components["schemas"]["AccountSync"][];
        };
        /**
         * TagCondition
         * @description The contact's tags hold one, or do not.
         */
        TagCondition: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            field: "tag";
            /**
             * Op
             * @default eq
             * @enum {string}
             */
            op?: "eq" | "ne";
            /**
             * Value
             * @description The tag, letter by letter.
             */
            value: string;
        };
        /**
         * TelegramIn
         * @description A Telegram bot.
         */
        TelegramIn: {
            /**
             * Bot Token
             * @description The token that BotFather gave.
             */
            bot_token: string;
            /**
             * Name
             * @description What to call the channel; left out, the bot's own name.
             * @default null
             */
            name?: string | null;
            /**
             * @description The provider. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "telegram";
        };
        /**
         * TemplateButton
         * @description A button below the text.
         */
        TemplateButton: {
            /**
             * Code
             * @description The code that it copies: a text, or one variable.
             * @default
             */
            code?: string;
            /** @description What it does; `otp` copies the code of an authentication template. */
            kind: components["schemas"]["ButtonKind"];
            /**
             * Payload
             * @description What a quick reply gives back to us; left empty, its text.
             * @default
             */
            payload?: string;
            /**
             * Phone
             * @description The number that it calls, with country code.
             * @default
             */
            phone?: string;
            /**
             * Text
             * @description What people read on it; a button that copies a code may leave that to WhatsApp.
             * @default
             */
            text?: string;
            /**
             * Url
             * @description The address that it opens; may end with one variable.
             * @default
             */
            url?: string;
        };
        /**
         * TemplateDetail
         * @description A template with all that the editor needs.
         */
        TemplateDetail: {
            /**
             * Approvals
             * @description What WhatsApp says about it, by the id of the WhatsApp Business Account.
             */
            approvals: {
                [key: string]: components["schemas"]["Approval"];
            };
            /**
             * Archived
             * @description Whether people no longer wish to see it.
             */
            archived: boolean;
            /**
             * Body
             * @description The text.
             */
            body: string;
            /**
             * Buttons
             * @description The buttons, in their order.
             */
            buttons: components["schemas"]["TemplateButton"][];
            /** @description What it is for. */
            category: components["schemas"]["Category"];
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By
             * @description Who made it.
             */
            created_by: string;
            /**
             * Faults
             * @description What WhatsApp would refuse about it; it can be sent elsewhere all the same.
             */
            faults: components["schemas"]["FaultView"][];
            /**
             * Footer
             * @description The small line below the text.
             */
            footer: string;
            /** @description What stands above the text. */
            header: components["schemas"]["TemplateHeader"] | null;
            /**
             * Id
             * @description The template's id.
             */
            id: string;
            /**
             * Language
             * @description Its language code.
             */
            language: string;
            /**
             * Name
             * @description The name, which all its languages share.
             */
            name: string;
            /**
             * Updated At
             * @description When it was last changed.
             */
            updated_at: string | null;
            /**
             * Updated By
             * @description Who changed it last.
             */
            updated_by: string;
            /**
             * Variable Names
             * @description The variables over header, body and buttons, in their order.
             */
            variable_names: string[];
            /**
             * Variables
             * @description An example for each variable.
             */
            variables: {
                [key: string]: string;
            };
            /**
             * Version
             * @description Counts the changes of what is sent.
             */
            version: number;
        };
        /**
         * TemplateExport
         * @description Templates as a file.
         */
        TemplateExport: {
            /**
             * Templates
             * @description What `POST /api/templates/import` takes.
             */
            templates: {
                [key: string]: components["schemas"]["JsonValue"];
            }[];
        };
        /**
         * TemplateHeader
         * @description What stands above the text.
         */
        TemplateHeader: {
            /**
             * Filename
             * @description What to call the file.
             * @default
             */
            filename?: string;
            /** @description Whether it is a text, a file or a place. */
            format: components["schemas"]["HeaderFormat"];
            /**
             * @description The place that is sent.
             * @default null
             */
            location?: components["schemas"]["Location"] | null;
            /**
             * Media Id
             * @description The upload that is sent, and shown to the provider as an example.
             * @default
             */
            media_id?: string;
            /**
             * Mime Type
             * @description What the file is.
             * @default
             */
            mime_type?: string;
            /**
             * Text
             * @description The text, with one variable at most.
             * @default
             */
            text?: string;
        };
        /**
         * TemplateImport
         * @description Templates to take in; those that exist are given a new version where they differ.
         */
        TemplateImport: {
            /**
             * Csv
             * @description The same as lines of a table, as the export writes them.
             * @default
             */
            csv?: string;
            /**
             * Dry Run
             * @description True to only look at them.
             * @default false
             */
            dry_run?: boolean;
            /**
             * Templates
             * @description Templates as the export writes them.
             */
            templates?: components["schemas"]["JsonValue"][];
        };
        /**
         * TemplateIn
         * @description A template to send.
         */
        TemplateIn: {
            /**
             * Language
             * @description Its language code.
             */
            language: string;
            /**
             * Name
             * @description Its name at the provider.
             */
            name: string;
            /**
             * Text
             * @description The body with its variables filled in, as people should see it.
             * @default
             */
            text?: string;
            /**
             * Variables
             * @description Values of its body's variables; names `1`, `2` … are positional.
             */
            variables?: {
                [key: string]: string;
            };
        };
        /**
         * TemplatePatch
         * @description What people change about a template; fields that are left out stay.
         */
        TemplatePatch: {
            /**
             * Archived
             * @description Whether people no longer wish to see it.
             * @default null
             */
            archived?: boolean | null;
            /**
             * Body
             * @description The text.
             * @default null
             */
            body?: string | null;
            /**
             * Buttons
             * @description All its buttons.
             * @default null
             */
            buttons?: components["schemas"]["ButtonIn"][] | null;
            /**
             * @description What it is for.
             * @default null
             */
            category?: components["schemas"]["Category"] | null;
            /**
             * Footer
             * @description The small line below the text.
             * @default null
             */
            footer?: string | null;
            /**
             * @description What stands above the text; null takes it away.
             * @default null
             */
            header?: components["schemas"]["HeaderIn"] | null;
            /**
             * Variables
             * @description An example for each variable.
             * @default null
             */
            variables?: {
                [key: string]: string;
            } | null;
            /**
             * Version
             * @description The version that was changed; if the template has moved on since, the answer is 409.
             * @default null
             */
            version?: number | null;
        };
        /**
         * TemplatePreview
         * @description A template as people will see it.
         */
        TemplatePreview: {
            /**
             * Body
             * @description The text.
             */
            body: string;
            /**
             * Buttons
             * @description The buttons.
             */
            buttons: components["schemas"]["ButtonUse"][];
            /**
             * Faults
             * @description What WhatsApp would refuse about the template.
             */
            faults: components["schemas"]["FaultView"][];
            /**
             * Footer
             * @description The small line below the text.
             */
            footer: string;
            /** @description What stands above the text. */
            header_format: components["schemas"]["HeaderFormat"] | null;
            /**
             * Header Media Id
             * @description The file of the header.
             */
            header_media_id: string;
            /**
             * Header Text
             * @description The header's text, or a line about its place.
             */
            header_text: string;
            /**
             * Missing
             * @description Variables without a value, which stay as they are.
             */
            missing: string[];
            /**
             * Plain Text
             * @description The whole as a text, as Telegram shows it.
             */
            plain_text: string;
            /**
             * Values
             * @description The values that were filled in.
             */
            values: {
                [key: string]: string;
            };
        };
        /**
         * TemplateReplacement
         * @description All that a template says from now on.
         */
        TemplateReplacement: {
            /**
             * Body
             * @description The text, with variables such as `{{first_name}}` or `{{1}}`.
             */
            body: string;
            /**
             * Buttons
             * @description The buttons, in their order.
             */
            buttons?: components["schemas"]["ButtonIn"][];
            /** @description What it is for. */
            category: components["schemas"]["Category"];
            /**
             * Footer
             * @description The small line below the text.
             * @default
             */
            footer?: string;
            /**
             * @description What stands above the text.
             * @default null
             */
            header?: components["schemas"]["HeaderIn"] | null;
            /**
             * Variables
             * @description An example for each variable.
             */
            variables?: {
                [key: string]: string;
            };
            /**
             * Version
             * @description The version that was changed; if the template has moved on since, the answer is 409.
             * @default null
             */
            version?: number | null;
        };
        /**
         * TemplateUse
         * @description A template as it is sent.
         */
        TemplateUse: {
            /**
             * Buttons
             * @description All its buttons, in their order.
             */
            buttons?: components["schemas"]["ButtonUse"][];
            /**
             * @description The header, if it has a part that changes.
             * @default null
             */
            header?: components["schemas"]["HeaderUse"] | null;
            /**
             * Language
             * @description Its language code, such as `en_US`.
             */
            language: string;
            /**
             * Name
             * @description The template's name at the provider.
             */
            name: string;
            /**
             * Template Id
             * @description Our template that it was made of, and the campaign's reports are about; empty where we have none.
             * @default
             */
            template_id?: string;
            /**
             * Text
             * @description The whole template with its variables filled in, for people and for channels without templates.
             * @default
             */
            text?: string;
            /**
             * Variables
             * @description Values of the body's variables by name; names `1`, `2` … are positional.
             */
            variables?: {
                [key: string]: string;
            };
            /**
             * Version
             * @description Which version of that.
             * @default 0
             */
            version?: number;
        };
        /**
         * TemplateUses
         * @description All that uses a template.
         */
        TemplateUses: {
            /**
             * Items
             * @description At most 100, in no order.
             */
            items: components["schemas"]["UseView"][];
        };
        /**
         * TemplateVersion
         * @description What a template was in one version.
         */
        TemplateVersion: {
            /**
             * Body
             * @description The text.
             */
            body: string;
            /**
             * Buttons
             * @description The buttons.
             */
            buttons: components["schemas"]["TemplateButton"][];
            /** @description What it was for. */
            category: components["schemas"]["Category"];
            /**
             * Footer
             * @description The small line below the text.
             */
            footer: string;
            /** @description What stood above the text. */
            header: components["schemas"]["TemplateHeader"] | null;
            /**
             * Updated At
             * @description When it became so.
             */
            updated_at: string | null;
            /**
             * Updated By
             * @description Who made it so.
             */
            updated_by: string;
            /**
             * Variables
             * @description An example for each variable.
             */
            variables: {
                [key: string]: string;
            };
            /**
             * Version
             * @description The version.
             */
            version: number;
        };
        /**
         * TemplateView
         * @description A template.
         */
        TemplateView: {
            /**
             * Approvals
             * @description What WhatsApp says about it, by the id of the WhatsApp Business Account.
             */
            approvals: {
                [key: string]: components["schemas"]["Approval"];
            };
            /**
             * Archived
             * @description Whether people no longer wish to see it.
             */
            archived: boolean;
            /**
             * Body
             * @description The text.
             */
            body: string;
            /**
             * Buttons
             * @description The buttons, in their order.
             */
            buttons: components["schemas"]["TemplateButton"][];
            /** @description What it is for. */
            category: components["schemas"]["Category"];
            /**
             * Created At
             * @description When it was made.
             */
            created_at: string | null;
            /**
             * Created By
             * @description Who made it.
             */
            created_by: string;
            /**
             * Footer
             * @description The small line below the text.
             */
            footer: string;
            /** @description What stands above the text. */
            header: components["schemas"]["TemplateHeader"] | null;
            /**
             * Id
             * @description The template's id.
             */
            id: string;
            /**
             * Language
             * @description Its language code.
             */
            language: string;
            /**
             * Name
             * @description The name, which all its languages share.
             */
            name: string;
            /**
             * Updated At
             * @description When it was last changed.
             */
            updated_at: string | null;
            /**
             * Updated By
             * @description Who changed it last.
             */
            updated_by: string;
            /**
             * Variables
             * @description An example for each variable.
             */
            variables: {
                [key: string]: string;
            };
            /**
             * Version
             * @description Counts the changes of what is sent.
             */
            version: number;
        };
        /**
         * Tested
         * @description A test that is on its way.
         */
        Tested: {
            /**
             * Event Id
             * @description The event; its delivery is listed once it was tried.
             */
            event_id: string;
        };
        /**
         * TestIn
         * @description A test send.
         */
        TestIn: {
            /**
             * Contact Id
             * @description Who gets it: a contact, usually yourself.
             */
            contact_id: string;
            /**
             * Variant
             * @description Which variant; null takes the one that this contact would get.
             * @default null
             */
            variant?: string | null;
        };
        /**
         * Timing
         * @description When and how fast a campaign sends.
         */
        Timing: {
            /**
             * @description Sending hours; null is around the clock.
             * @default null
             */
            hours?: components["schemas"]["Hours"] | null;
            /**
             * Per Minute
             * @description How many messages a minute each channel sends at most; null is as fast as the channel may.
             * @default null
             */
            per_minute?: number | null;
            /**
             * Starts At
             * @description When it begins; null is as soon as it is launched.
             * @default null
             */
            starts_at?: string | null;
        };
        /**
         * TimingIn
         * @description When and how fast a campaign sends.
         */
        TimingIn: {
            /**
             * @description Sending hours; null is around the clock.
             * @default null
             */
            hours?: components["schemas"]["Hours"] | null;
            /**
             * Per Minute
             * @description How many messages a minute each channel sends at most; null is as fast as the channel may.
             * @default null
             */
            per_minute?: number | null;
            /**
             * Starts At
             * @description When it begins; null is as soon as it is launched.
             * @default null
             */
            starts_at?: string | null;
        };
        /**
         * TokenIn
         * @description An invitation, as its link names it.
         */
        TokenIn: {
            /**
             * Token
             * @description What stands behind the `#` of the link.
             */
            token: string;
        };
        /**
         * Took
         * @description How long something took.
         */
        Took: {
            /**
             * Average S
             * @description The mean, in seconds; null if it was never measured.
             */
            average_s: number | null;
            /**
             * Count
             * @description How often it was measured.
             */
            count: number;
        };
        /**
         * Traffic
         * @description Messages both ways.
         */
        Traffic: {
            /**
             * Inbound
             * @description From contacts.
             * @default 0
             */
            inbound?: number;
            /**
             * Outbound
             * @description To contacts.
             * @default 0
             */
            outbound?: number;
        };
        /**
         * TranscriptStatus
         * @description Whether a file has been put into words.
         * @enum {string}
         */
        TranscriptStatus: "pending" | "ready" | "failed";
        /**
         * TranscriptView
         * @description What a voice note says or a picture shows, in words.
         */
        TranscriptView: {
            /**
             * Failure
             * @description Why there are none.
             */
            failure: string;
            /**
             * Model
             * @description The model that made them.
             */
            model: string;
            /** @description Whether the words are there. */
            status: components["schemas"]["TranscriptStatus"];
            /**
             * Text
             * @description The words.
             */
            text: string;
        };
        /**
         * TransferIn
         * @description Who is to own the workspace.
         */
        TransferIn: {
            /**
             * Member Id
             * @description The new owner; the caller becomes an admin.
             */
            member_id: string;
        };
        /**
         * Tried
         * @description What the agent would say and do.
         */
        Tried: {
            /**
             * Confidence
             * @description How sure it is, from 0 to 1.
             */
            confidence: number;
            /**
             * Facts
             * @description What the answer rests on.
             */
            facts: components["schemas"]["TriedFact"][];
            /** @description Whether and why it would leave the conversation to a person. */
            hand_over: components["schemas"]["TriedHandOver"] | null;
            /**
             * Recalled
             * @description How many facts it was given.
             */
            recalled: number;
            /**
             * Text
             * @description The answer, or what the contact is told at a hand-over; may then be empty.
             */
            text: string;
            /**
             * Tools
             * @description What it would have had done, in that order.
             */
            tools: components["schemas"]["TriedTool"][];
            /** @description What the try cost. */
            usage: components["schemas"]["TryUsage"];
        };
        /**
         * TriedFact
         * @description A fact that the answer rests on.
         */
        TriedFact: {
            /**
             * Id
             * @description The fact's id.
             */
            id: string;
            /**
             * Text
             * @description What it says.
             */
            text: string;
        };
        /**
         * TriedHandOver
         * @description That the agent would leave the conversation to a person.
         */
        TriedHandOver: {
            /**
             * Detail
             * @description Why, in a sentence for people.
             */
            detail: string;
            /** @description Why. */
            reason: components["schemas"]["HandOverReason"];
        };
        /**
         * TriedTool
         * @description Something that the agent would have had done; in the sandbox nothing is.
         */
        TriedTool: {
            /**
             * Arguments
             * @description With what.
             */
            arguments: {
                [key: string]: string;
            };
            /**
             * Name
             * @description `remember`, `forget`, `look_up_contact` or `hand_over`.
             */
            name: string;
        };
        /**
         * Trigger
         * @description What started a backup.
         * @enum {string}
         */
        Trigger: "person" | "schedule";
        /**
         * Try
         * @description One try that failed.
         */
        Try: {
            /**
             * At
             * Format: date-time
             * @description When it failed.
             */
            at: string;
            /**
             * Error
             * @description What went wrong.
             */
            error: string;
            /**
             * Number
             * @description Which try of its task it was, from 1.
             */
            number: number;
        };
        /**
         * TryIn
         * @description A conversation in the sandbox.
         */
        TryIn: {
            /**
             * Contact Id
             * @description A contact whose name and facts the agent gets, as if they wrote; left out, nobody's.
             * @default null
             */
            contact_id?: string | null;
            /**
             * @description Changes that are not saved yet, to try them.
             * @default null
             */
            draft?: components["schemas"]["AgentPatch"] | null;
            /**
             * Turns
             * @description The conversation so far, the oldest first; the last one is the customer's.
             */
            turns: components["schemas"]["TurnIn"][];
        };
        /**
         * TryUsage
         * @description What a try cost.
         */
        TryUsage: {
            /**
             * Input Tokens
             * @description Tokens that went in.
             */
            input_tokens: number;
            /**
             * Latency Ms
             * @description How long the model took.
             */
            latency_ms: number;
            /**
             * Model
             * @description The language model.
             */
            model: string;
            /**
             * Output Tokens
             * @description Tokens that came out.
             */
            output_tokens: number;
            /**
             * Price Micro Usd
             * @description The price in millionths of a US dollar; null if the model's price is not known.
             */
            price_micro_usd: number | null;
        };
        /**
         * TurnIn
         * @description Something that was said in the sandbox.
         */
        TurnIn: {
            /**
             * By
             * @description Who said it.
             * @enum {string}
             */
            by: "customer" | "business";
            /**
             * Text
             * @description What.
             */
            text: string;
        };
        /**
         * UnreadCount
         * @description The badge.
         */
        UnreadCount: {
            /**
             * Conversations
             * @description How many conversations hold something that nobody has looked at.
             */
            conversations: number;
        };
        /**
         * Uploaded
         * @description A file that can be sent now.
         */
        Uploaded: {
            /**
             * Media Id
             * @description The SHA-256 of its bytes.
             */
            media_id: string;
            /** Mime Type */
            mime_type: string;
            /** Size Bytes */
            size_bytes: number;
        };
        /**
         * UsageWarning
         * @description That a counter reached 80 or 100 percent of its limit; one for each month, counter and level.
         */
        UsageWarning: {
            /**
             * At
             * Format: date-time
             * @description When it was seen.
             */
            at: string;
            /**
             * Level
             * @description How many percent.
             * @enum {integer}
             */
            level: 80 | 100;
            /**
             * Limit
             * @description How much the plan allowed.
             */
            limit: number;
            /**
             * Metric
             * @description The counter.
             */
            metric: string;
            /**
             * Used
             * @description How much was used then.
             */
            used: number;
        };
        /**
         * UseView
         * @description Something that uses a template.
         */
        UseView: {
            /**
             * Id
             * @description Its id.
             */
            id: string;
            /**
             * Kind
             * @description What it is.
             * @default campaign
             * @constant
             */
            kind?: "campaign";
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Status
             * @description How far it is.
             */
            status: string;
        };
        /**
         * Variant
         * @description A further way to say it, approved by a person.
         */
        Variant: {
            /**
             * Id
             * @description A letter; the original is `a`.
             */
            id: string;
            /**
             * Template Id
             * @description A template of the tenant.
             * @default null
             */
            template_id?: string | null;
            /**
             * Text
             * @description A text, where it is no template.
             * @default
             */
            text?: string;
        };
        /**
         * VariantFault
         * @description A rule that a rewording breaks.
         */
        VariantFault: {
            /** @description The rule. */
            code: components["schemas"]["SpinFault"];
            /**
             * Detail
             * @description What is wrong, in a sentence.
             */
            detail: string;
        };
        /**
         * VariantProgress
         * @description How one variant does.
         */
        VariantProgress: {
            /** @description Its messages. */
            funnel: components["schemas"]["Funnel"];
            /**
             * Id
             * @description The variant.
             */
            id: string;
        };
        /**
         * WebhookIn
         * @description A webhook to be made.
         */
        WebhookIn: {
            /**
             * Events
             * @description What it is told of.
             */
            events: components["schemas"]["EventType"][];
            /**
             * Name
             * @description What to call it.
             */
            name: string;
            /**
             * Url
             * @description Where to post: `https`, on port 443, 8443 or 80, and on the open internet.
             */
            url: string;
        };
        /**
         * WebhookList
         * @description The tenant's webhooks; there are at most ten.
         */
        WebhookList: {
            /**
             * Items
             * @description Them, the oldest first.
             */
            items: components["schemas"]["WebhookView"][];
        };
        /**
         * WebhookMade
         * @description A webhook, with its secret, which is shown this once.
         */
        WebhookMade: {
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Events
             * @description What it is told of.
             */
            events: components["schemas"]["EventType"][];
            /**
             * Failing Since
             * @description Since when every delivery has failed; null while they are taken.
             */
            failing_since: string | null;
            /**
             * Id
             * @description Its id.
             */
            id: string;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Old Secret Until
             * @description Until when requests are also signed with the secret before; null if with one only.
             */
            old_secret_until: string | null;
            /**
             * Secret
             * @description Check signatures with it, as Standard Webhooks says: `webhook-signature` holds `v1,` and the base64 of the
             *     HMAC-SHA256 of `{webhook-id}.{webhook-timestamp}.{body}`.
             */
            secret: string;
            /** @description Whether it is told anything. */
            status: components["schemas"]["HookStatus"];
            /**
             * Status Reason
             * @description Why it was switched off, and what to do.
             */
            status_reason: string;
            /**
             * Url
             * @description Where events are posted.
             */
            url: string;
        };
        /**
         * WebhookPatch
         * @description What is to change; what is left out stays.
         */
        WebhookPatch: {
            /**
             * Events
             * @description What it is told of.
             * @default null
             */
            events?: components["schemas"]["EventType"][] | null;
            /**
             * Name
             * @description What to call it.
             * @default null
             */
            name?: string | null;
            /**
             * Paused
             * @description True pauses it: what happens meanwhile is not told, also not later. False switches it on, also one that was
             *     switched off by itself.
             * @default null
             */
            paused?: boolean | null;
            /**
             * Url
             * @description Where to post.
             * @default null
             */
            url?: string | null;
        };
        /**
         * WebhookView
         * @description A webhook.
         */
        WebhookView: {
            /**
             * Created At
             * Format: date-time
             * @description When it was made.
             */
            created_at: string;
            /**
             * Events
             * @description What it is told of.
             */
            events: components["schemas"]["EventType"][];
            /**
             * Failing Since
             * @description Since when every delivery has failed; null while they are taken.
             */
            failing_since: string | null;
            /**
             * Id
             * @description Its id.
             */
            id: string;
            /**
             * Name
             * @description What people call it.
             */
            name: string;
            /**
             * Old Secret Until
             * @description Until when requests are also signed with the secret before; null if with one only.
             */
            old_secret_until: string | null;
            /** @description Whether it is told anything. */
            status: components["schemas"]["HookStatus"];
            /**
             * Status Reason
             * @description Why it was switched off, and what to do.
             */
            status_reason: string;
            /**
             * Url
             * @description Where events are posted.
             */
            url: string;
        };
        /**
         * WhatsAppIn
         * @description A WhatsApp number of the Cloud API.
         */
        WhatsAppIn: {
            /**
             * Access Token
             * @description A lasting access token that may send for the number.
             */
            access_token: string;
            /**
             * App Secret
             * @description The secret of your own Meta app; left out, the platform's app receives the number's messages.
             * @default null
             */
            app_secret?: string | null;
            /**
             * Name
             * @description What to call the channel.
             */
            name: string;
            /**
             * Phone Number Id
             * @description Meta's id of the number.
             */
            phone_number_id: string;
            /**
             * @description The provider. (enum property replaced by openapi-typescript)
             * @enum {string}
             */
            provider: "whatsapp";
            /**
             * Waba Id
             * @description Meta's id of the WhatsApp Business Account that the number belongs to.
             */
            waba_id: string;
        };
        /**
         * WishView
         * @description A wish to be written to or not, as it came in.
         */
        WishView: {
            /**
             * At
             * Format: date-time
             * @description When it was said.
             */
            at: string;
            /**
             * Channel Id
             * @description The channel it holds for; null means every one.
             */
            channel_id: string | null;
            /**
             * Id
             * @description The wish's id.
             */
            id: string;
            /**
             * Message Id
             * @description The message that said it, or whose sending met it.
             */
            message_id: string | null;
            /**
             * Opted In
             * @description False: do not write. True: an earlier wish is withdrawn.
             */
            opted_in: boolean;
            /**
             * Recorded By
             * @description Who wrote it down, where it was a person or an API key.
             */
            recorded_by: string;
            /** @description What it is about: marketing, or all messages. */
            scope: components["schemas"]["ConsentScope"];
            /** @description How we know. */
            source: components["schemas"]["ConsentSource"];
        };
        /**
         * WorkingTimeIn
         * @description Hours in which an agent answers.
         */
        WorkingTimeIn: {
            /**
             * Days
             * @description The days on which they begin, 0 being Monday.
             */
            days: number[];
            /**
             * End
             * @description The first minute after them; one before `start` is on the next day.
             */
            end: string;
            /**
             * Start
             * @description The first minute, `HH:MM`.
             */
            start: string;
        };
        /**
         * WorkingTimeView
         * @description Hours in which an agent answers.
         */
        WorkingTimeView: {
            /**
             * Days
             * @description The days on which they begin, 0 being Monday.
             */
            days: number[];
            /**
             * End
             * @description The first minute after them.
             */
            end: string;
            /**
             * Start
             * @description The first minute, `HH:MM`.
             */
            start: string;
        };
        /**
         * WorkspaceView
         * @description The tenant, and who asks.
         */
        WorkspaceView: {
            /**
             * Caller Id
             * @description The member who asks, or `key:` and an API key's id.
             */
            caller_id: string;
            /**
             * Caller Name
             * @description What to call them.
             */
            caller_name: string;
            /**
             * Created At
             * @description When it signed up.
             */
            created_at: string | null;
            /**
             * Id
             * @description The tenant's id.
             */
            id: string;
            /**
             * Language
             * @description The language of its people.
             */
            language: string;
            /** @description What the plan includes. */
            limits: components["schemas"]["Limits"];
            /**
             * Name
             * @description The business's name.
             */
            name: string;
            /** @description What it pays for. */
            plan: components["schemas"]["Plan"];
            /** @description What they may do. */
            role: components["schemas"]["Role"];
            /**
             * Suspended
             * @description True if nothing may be sent.
             */
            suspended: boolean;
            /**
             * Time Zone
             * @description An IANA name; days and months are counted in it.
             */
            time_zone: string;
        };
        /**
         * ZoneOf
         * @description Whose wall clock sending hours are read from.
         * @enum {string}
         */
        ZoneOf: "tenant" | "contact";
    };
    responses: never;
    parameters: {
        /** @description The same key with the same request gets the first answer, with another request 422. */
        IdempotencyKey: string;
        /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
        TenantId: string;
    };
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    agents_list_agents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists AI agents with the channels on which they answer. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AgentView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_create_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentIn"];
            };
        };
        responses: {
            /** @description Makes an AI agent; it answers on its channels within seconds. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_get_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows an AI agent. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_delete_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes an AI agent; its conversations stay. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_patch_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AgentPatch"];
            };
        };
        responses: {
            /** @description Changes an AI agent, or on which channels it answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_try_agent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TryIn"];
            };
        };
        responses: {
            /** @description Has an AI agent answer in a sandbox, where nothing is sent or kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tried"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The language model declines (`model_refused`); The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`); The language model is busy (`model_busy`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The language model's answer cannot be used (`model_malformed`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`); The language model does not answer (`model_down`); No language model is set up (`model_not_configured`); The language model takes too long (`model_timeout`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    agents_get_numbers: {
        parameters: {
            query?: {
                /** @description Only this agent; left out, all together. */
                agent_id?: string;
                /** @description The first day, in the workspace's time zone; left out, 30 days back. */
                from?: string | null;
                /** @description The last day; left out, today. */
                to?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tells how many answers and hand-overs there were in a range of days, and what they cost. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AgentNumbers"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_list_backups: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists backups, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_BackupView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_get_backup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a backup. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_delete_backup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a backup, in Google Drive too; one that runs is stopped. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_drill_now: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Restores a backup into a workspace that is only there for it, compares the two and removes it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_ask_for_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreIn"];
            };
        };
        responses: {
            /** @description Asks for a restore: every hash is checked, and what would change is counted; a person then begins it. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoreView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_verify_backup: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Downloads a backup and checks every hash; changes nothing. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_discover: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Looks through the connected Google Drive for backups of this workspace that are not listed here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_show_drive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows the link to a Google Drive, and how full it is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DriveView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_drive_callback: {
        parameters: {
            query?: {
                /** @description What becomes tokens, where the person agreed. */
                code?: string;
                /** @description `access_denied` where not. */
                error?: string;
                /** @description What we gave to the page. */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes Google's answer and sends the browser back to the settings. */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_connect_drive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Says where to go in order to link a Google Drive. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConsentView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_disconnect_drive: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends the link to a Google Drive; what lies in it stays there. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_list_restores: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists restores, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RestoreView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_get_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a restore: how far it is, what it would change, and what it changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoreView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_begin_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Begins a restore whose changes are known. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoreView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_cancel_restore: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Calls a restore off; what it has written stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RestoreView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_preview_retention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Says which backups the schedule's numbers keep, and which they would delete; deletes nothing. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_apply_retention: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes the backups that the schedule's numbers do not keep. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetentionView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_run_now: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunIn"];
            };
        };
        responses: {
            /** @description Begins a backup. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackupView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_show_schedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows when backups are made, how, and how long they are kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_set_schedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ScheduleIn"];
            };
        };
        responses: {
            /** @description Sets when backups are made, how, and how long they are kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    backups_backup_status: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows how the backups are, in one look. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StatusView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_list_campaigns: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only those in this status. */
                status?: components["schemas"]["CampaignStatus"] | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists campaigns, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CampaignView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_create_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignIn"];
            };
        };
        responses: {
            /** @description Makes a draft. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_get_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_delete_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a draft. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_patch_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CampaignPatch"];
            };
        };
        responses: {
            /** @description Changes a campaign: a draft in all, one that was launched in its name, timing and failure threshold. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_cancel_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ends a campaign for good. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_dry_run_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Says who would get a message and who would not, what it costs, and when it would end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_duplicate_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Makes a draft of the same words, for the same people. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_launch_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Launches a campaign, or schedules it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_pause_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Pauses a campaign. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_get_progress: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts how far a campaign is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Progress"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_list_recipients: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only those who were skipped for this reason. */
                reason?: components["schemas"]["SkipReason"] | null;
                /** @description Only those who get a message, or do not. */
                state?: components["schemas"]["RecipientState"] | null;
                /** @description Only those whose message has this status; not together with `state` or `reason`. */
                status?: components["schemas"]["MessageStatus"] | null;
                /** @description Only those who get this variant. */
                variant?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the people of a campaign with what became of their messages. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RecipientView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_export_recipients: {
        parameters: {
            query?: {
                /** @description What the header `X-Next-Cursor` of the part before said; empty begins. */
                cursor?: string;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Exports the people of a campaign as CSV, part by part. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_resume_campaign: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lets a paused campaign go on where it stood. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CampaignDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_retry_failed: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryIn"];
            };
        };
        responses: {
            /** @description Sends failed messages again where that can help. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RetryStarted"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    campaigns_send_test: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TestIn"];
            };
        };
        responses: {
            /** @description Sends one message of the campaign to one contact. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecipientMessage"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The plan's limit is reached (`quota_exceeded`); A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no channel to reply through (`no_route`); Only a template can be sent now (`window_closed`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_contacts: {
        parameters: {
            query?: {
                /** @description Only those whom this audience's files named. */
                audience?: string;
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only those whose name or address has a word that begins so; an address also by its end. */
                q?: string;
                /** @description Only those with this tag. Of `q`, `tag` and `audience`, give one. */
                tag?: string;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists contacts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ContactView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_create_contact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactIn"];
            };
        };
        responses: {
            /** @description Makes a contact of somebody who has not written yet. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_get_contact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a contact with all addresses. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_edit_contact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactChange"];
            };
        };
        responses: {
            /** @description Changes a contact's name, tags, attributes, language or time zone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_record_consent: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConsentIn"];
            };
        };
        responses: {
            /** @description Records that a contact does not want to be written to, or wants to again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_show_facts: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; not with `q`. */
                cursor?: string;
                /** @description Whether facts that do not hold any more are listed too; not with `q`. */
                history?: boolean;
                /** @description How many facts at most. */
                limit?: number;
                /**
                 * @description What is asked or talked about: facts come ranked as an agent would get them. Empty lists them, pinned ones and
                 *     then the newest first.
                 */
                q?: string;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows what is known of a contact: listed, or ranked for a question as an agent gets it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactPage"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_add_facts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactOrFacts"];
            };
        };
        responses: {
            /** @description Remembers one fact of a contact, or up to 500; the same words are the same fact. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactsAdded"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_forget_facts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgets all facts of a contact; the conversation stays. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_get_fact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                fact: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a fact, whether it holds or is history. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_forget_fact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                fact: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgets one fact. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_change_fact: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                fact: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactChange"];
            };
        };
        responses: {
            /** @description Changes a fact's words or category, or pins it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FactView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_forget: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgets a contact for good: facts, the words and files of the conversation, name, tags and attributes. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Forgetting"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_link: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LinkIn"];
            };
        };
        responses: {
            /** @description Links a further address to a contact, so that both are one conversation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MergeIn"];
            };
        };
        responses: {
            /** @description Merges another contact into this one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_preview_merge: {
        parameters: {
            query: {
                /** @description The contact that would go. */
                contact_id: string;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows what this contact would be if another one were merged into it, and which values would win. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergePreview"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_merges: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the merges into this contact that can still be undone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MergeList"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_undo_merge: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
                source: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Undoes a merge: what came from the other contact goes back, and what came since stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_suggest_merges: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists contacts that are probably the same person as this one. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionList"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_dismiss_suggestion: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
                other: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Notes that two contacts are not one person, so that it is not suggested any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_wishes: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists every wish of a contact to be written to or not, as it came in. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_WishView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_show_attributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows which custom attributes have a type. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributesView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_save_attributes: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AttributesIn"];
            };
        };
        responses: {
            /** @description Says which custom attributes have a type; values that are there stay. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttributesView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_audiences: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists audiences. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AudienceView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_create_audience: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudienceIn"];
            };
        };
        responses: {
            /** @description Makes an audience: a filter, or a list that files fill. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_get_audience: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows an audience, and how far the import of its file is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_delete_audience: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes an audience; its people stay. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_change_audience: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AudienceChange"];
            };
        };
        responses: {
            /** @description Changes an audience's name or filter. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_import_file: {
        parameters: {
            query?: {
                /** @description The Telegram channel whose chats it names; else the first active one. */
                chat_channel_id?: string;
                /** @description The country (ISO 3166-1, such as `DE`) of phone numbers without a country code; without one, they are refused. */
                default_region?: string;
                /** @description The WhatsApp channel through which its phone numbers are reached; else the first active one. */
                phone_channel_id?: string;
            };
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        /** @description The bytes, at most 31,457,280, under their own Content-Type. */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Takes in a CSV file of people, which is worked off in the background. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudienceView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_preview_audience: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts whom an audience means, and shows some. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudiencePreview"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_preview_filter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FilterIn"];
            };
        };
        responses: {
            /** @description Counts whom a filter would mean, and shows some. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AudiencePreview"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_show_memory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows whether agents learn and by what they recall. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_change_memory: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemoryChange"];
            };
        };
        responses: {
            /** @description Switches learning or embeddings on or off for the whole workspace. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemoryView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_search_contacts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ContactSearch"];
            };
        };
        responses: {
            /** @description Lists the contacts that a filter means. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ContactsFound"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    contacts_list_suggestions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Compares contacts with all others, page by page, and lists pairs that are probably one person. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SuggestionPage"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_canned: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the canned replies that people insert by a shortcut. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedRepliesView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_save_canned: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CannedRepliesIn"];
            };
        };
        responses: {
            /** @description Replaces the canned replies, unless somebody saved others meanwhile. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CannedRepliesView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_conversations: {
        parameters: {
            query?: {
                /** @description Only those of this member; `none` for those of nobody, `me` for the caller's. */
                assignee?: string | null;
                /** @description Only those whose contact was heard on this channel. */
                channel?: string | null;
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description Only those with this label. */
                label?: string | null;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only those whose contact's name or address has words that begin so; an address also by its end. */
                q?: string;
                /** @description Only those in this status. */
                status?: components["schemas"]["ConversationStatus"] | null;
                /** @description Only those with something that nobody has looked at. */
                unread?: boolean;
                /** @description Only those that an AI agent left to people and that nobody has taken up. */
                waits_for_person?: boolean;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists conversations, the one with the newest message first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ConversationView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_get_conversation: {
        parameters: {
            query?: {
                /** @description Show the route over this channel; left out, over the one on which the contact was last heard. */
                channel_id?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a conversation and how a reply would leave. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_patch_conversation: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConversationPatch"];
            };
        };
        responses: {
            /** @description Changes status, assignee, labels or unread. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_list_messages: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the messages of a conversation, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MessageView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_reply: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplyIn"];
            };
        };
        responses: {
            /** @description Sends a reply through the channel on which the contact was last heard. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The plan's limit is reached (`quota_exceeded`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description There is no channel to reply through (`no_route`); The contact was last heard on another channel (`route_changed`); Only a template can be sent now (`window_closed`); WhatsApp does not let this template be sent (`template_not_approved`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_upload: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        /** @description The bytes, at most 31,457,280, under their own Content-Type. */
        requestBody: {
            content: {
                "*/*": string;
            };
        };
        responses: {
            /** @description Takes the bytes of a file that a reply can carry. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Uploaded"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_get_message: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a message. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_media_url: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tells where a browser may read a message's file for the next minutes. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MediaUrl"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_retry: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sends a message again that failed or whose outcome is unknown. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`); Only a template can be sent now (`window_closed`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_settle: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettleIn"];
            };
        };
        responses: {
            /** @description Settles an unknown outcome by what a person knows. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_tell_story: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tells what happened to a message: its webhook, its route, tries to send it, receipts, work that failed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Story"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inbox_count_unread: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Counts conversations with something that nobody has looked at. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnreadCount"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_show_board: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows how much work failed, and whether the caller runs the platform. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Board"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list_letters: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description Only this kind of work; empty takes all. */
                job?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Where it is. */
                state?: components["schemas"]["LetterState"];
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists work that failed, the newest failure first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LetterPage"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_get_letter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows work that failed, with every try. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Letter"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_discard_letter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Discard"];
            };
        };
        responses: {
            /** @description Says that failed work need not be done, and why. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Letter"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_retry_letter: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Has failed work done again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Letter"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_retry_all: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RetryAll"];
            };
        };
        responses: {
            /** @description Has all failed work of a kind done again. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Retried"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list_incidents: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Those that last, all on one page, or those that are over. */
                state?: components["schemas"]["IncidentState"];
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists what is wrong with the workspace's set-up, or was; the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IncidentPage"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list_queues: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows the platform's queues; for whoever runs the platform. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QueueList"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_pause_queue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Keeps a queue from dispatching; for whoever runs the platform. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_resume_queue: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lets a queue dispatch again; for whoever runs the platform. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Changed"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list_long_work: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists imports, back-fills, backups and other work that takes long, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongWorkPage"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_cancel_long_work: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Asks work that takes long to stop at its next step. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LongWork"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_list_schedules: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists what begins by the clock, with the last run and the next. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleList"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jobs_start_schedule: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                name: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Starts a schedule now; for whoever runs the platform. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ScheduleStarted"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_list_templates: {
        parameters: {
            query?: {
                /** @description Archived ones instead of the others. */
                archived?: boolean;
                /** @description Only those of this category. */
                category?: components["schemas"]["Category"] | null;
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description Only those in this language. */
                language?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only those whose name or text holds this. */
                q?: string;
                /** @description Only those of which WhatsApp says this in one account at least; `draft` are those never submitted. */
                status?: components["schemas"]["ApprovalStatus"] | "draft" | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists templates. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TemplateView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_create_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewTemplate"];
            };
        };
        responses: {
            /** @description Makes a template. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description It exists already (`already_exists`); The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_get_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_put_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateReplacement"];
            };
        };
        responses: {
            /** @description Gives a template a new content; what it was is kept as a version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_delete_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deletes a template with its versions, at WhatsApp too. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The template is in use (`in_use`); The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_patch_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplatePatch"];
            };
        };
        responses: {
            /** @description Changes parts of a template, or archives it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_preview_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewIn"];
            };
        };
        responses: {
            /** @description Shows a template as people will see it. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_submit_template: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SubmitIn"];
            };
        };
        responses: {
            /** @description Submits a template to the WhatsApp Business Account above a channel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_list_uses: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists what uses a template. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateUses"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_list_versions: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists what a template was in each version, the newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TemplateVersion_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_export_templates: {
        parameters: {
            query?: {
                /** @description `json` can be given to the import as it is; `csv` as its `csv`. */
                format?: "json" | "csv";
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Writes all templates out; as a table where `format` is `csv`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplateExport"];
                    "text/csv": string;
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_import_templates: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TemplateImport"];
            };
        };
        responses: {
            /** @description Takes in templates from a file, each on its own. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ImportReport"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_preview_draft: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DraftPreviewIn"];
            };
        };
        responses: {
            /** @description Shows a template that is not kept yet as people will see it, with its faults. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TemplatePreview"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_spin: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SpinIn"];
            };
        };
        responses: {
            /** @description Rewords a message with a language model, and tells of each rewording whether it keeps the rules. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Spun"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The language model declines (`model_refused`); The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`); The language model is busy (`model_busy`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The language model's answer cannot be used (`model_malformed`) */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`); The language model does not answer (`model_down`); The language model takes too long (`model_timeout`); No language model is set up (`model_not_configured`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    templates_sync_templates: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes over what WhatsApp says of every template, and imports those that only WhatsApp has. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncReport"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_list_backfills: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the newest back-fills. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BackfillList"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_begin_backfill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackfillIn"];
            };
        };
        responses: {
            /** @description Counts the hours, days and months of a range anew. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backfill"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_get_backfill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows how far a back-fill is. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backfill"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_cancel_backfill: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Stops a back-fill at its next day; what it counted stays. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Backfill"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_busy_hours: {
        parameters: {
            query?: {
                /** @description The first day, in the tenant's time zone; left out, the last day of hours, 30 days or 12 months. */
                from?: string | null;
                /** @description The last day, which is included; left out, today. */
                to?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows when in the week people write. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BusyHours"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_costs: {
        parameters: {
            query?: {
                /** @description `YYYY-MM`; left out, the running one. */
                month?: string;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Estimates what a month cost to run. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Costs"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_current: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows what this month has used of the plan, and what it comes to by its end. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CurrentUsage"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_daily: {
        parameters: {
            query?: {
                /** @description Only messages by such authors; `contact` are all inbound ones. */
                author?: components["schemas"]["AuthorKind"] | null;
                /** @description Only messages of this channel; not together with `author`. */
                channel?: string | null;
                /** @description The first day, in the tenant's time zone; left out, the last day of hours, 30 days or 12 months. */
                from?: string | null;
                /** @description The last day, which is included; left out, today. */
                to?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows numbers by the day: those that are over from roll-ups, the running one as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_export: {
        parameters: {
            query?: {
                /** @description Only messages by such authors; `contact` are all inbound ones. */
                author?: components["schemas"]["AuthorKind"] | null;
                /** @description Only messages of this channel; not together with `author`. */
                channel?: string | null;
                /** @description The first day, in the tenant's time zone; left out, the last day of hours, 30 days or 12 months. */
                from?: string | null;
                /** @description How long the periods are. */
                grain?: components["schemas"]["Grain"];
                /** @description The last day, which is included; left out, today. */
                to?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Exports numbers by the hour, day or month as CSV. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_hourly: {
        parameters: {
            query?: {
                /** @description Only messages by such authors; `contact` are all inbound ones. */
                author?: components["schemas"]["AuthorKind"] | null;
                /** @description Only messages of this channel; not together with `author`. */
                channel?: string | null;
                /** @description The first day, in the tenant's time zone; left out, the last day of hours, 30 days or 12 months. */
                from?: string | null;
                /** @description The last day, which is included; left out, today. */
                to?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows numbers by the hour: those that are over from roll-ups, the running one as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    usage_monthly: {
        parameters: {
            query?: {
                /** @description Only messages by such authors; `contact` are all inbound ones. */
                author?: components["schemas"]["AuthorKind"] | null;
                /** @description Only messages of this channel; not together with `author`. */
                channel?: string | null;
                /** @description The first day, in the tenant's time zone; left out, the last day of hours, 30 days or 12 months. */
                from?: string | null;
                /** @description The last day, which is included; left out, today. */
                to?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows numbers by the month: those that are over from roll-ups, the running one as it stands. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Series"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_list_webhooks: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the addresses that events are posted to. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_create_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookIn"];
            };
        };
        responses: {
            /** @description Has events posted to an address, signed with a secret that is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMade"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_get_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a webhook. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_delete_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes a webhook; nothing is posted to it any more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_patch_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookPatch"];
            };
        };
        responses: {
            /** @description Changes a webhook, pauses it or switches it on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_list_deliveries: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description Only those. */
                state?: components["schemas"]["DeliveryState"] | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists what came of posting events to a webhook, the newest event first, with every try. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeliveryView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_replay_delivery: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                delivery_id: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Posts an event again, under the same id. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_replay_since: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayIn"];
            };
        };
        responses: {
            /** @description Posts again what was given up since a moment, up to 100 events at a time. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Replayed"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_rotate_secret: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gives a webhook a new secret, shown this once; for a day is signed with both. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookMade"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    webhooks_test_webhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Posts a test event to a webhook, once. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Tested"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_get_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows the workspace, its plan and what the caller may do. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WorkspaceView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_list_audit: {
        parameters: {
            query?: {
                /** @description What was done, such as `member.removed`. */
                action?: string;
                /** @description Who did it: a member's id, `key:` and an API key's id, or `platform`. */
                actor?: string;
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
                /** @description The first instant. */
                since?: string | null;
                /** @description The id of what it was done to. */
                target?: string;
                /** @description The instant before which. */
                until?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists who changed what, the newest first; nothing changes or removes an entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_export_audit: {
        parameters: {
            query?: {
                /** @description What was done, such as `member.removed`. */
                action?: string;
                /** @description Who did it: a member's id, `key:` and an API key's id, or `platform`. */
                actor?: string;
                /** @description The first instant. */
                since?: string | null;
                /** @description The id of what it was done to. */
                target?: string;
                /** @description The instant before which. */
                until?: string | null;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Gives out who changed what as CSV, the newest 10,000 entries that the filter names. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_list_channels: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists channels. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChannelView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_connect_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ConnectIn"];
            };
        };
        responses: {
            /** @description Connects a WhatsApp number or a Telegram bot. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A better plan is needed (`plan_required`); Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_get_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Shows a channel. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDetail"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_disconnect_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Disconnects a channel; its conversations stay. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_patch_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChannelPatch"];
            };
        };
        responses: {
            /** @description Changes a channel's name, or whether it may send. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelDetail"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_test_channel: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Tests whether the provider takes our calls. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChannelTest"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_list_invites: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists those who have been asked to work here and have not accepted. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_InviteView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["InviteIn"];
            };
        };
        responses: {
            /** @description Asks somebody to work here; asking again renews, and the link before ends. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteMade"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_revoke_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Takes an invitation back. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_accept_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenIn"];
            };
        };
        responses: {
            /** @description Accepts an invitation; the signed-in person must have confirmed the address that it is for. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_look_at_invite: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TokenIn"];
            };
        };
        responses: {
            /** @description Shows an invitation to whoever has its link. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InviteSeen"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_list_api_keys: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists API keys, without the keys. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_KeyView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_create_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KeyIn"];
            };
        };
        responses: {
            /** @description Makes an API key, which is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyMade"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_revoke_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Has an API key work no more, from its next call on. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyView"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_rotate_api_key: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RotateIn"];
            };
        };
        responses: {
            /** @description Puts a new API key in the place of one, which still works for a while. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KeyMade"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_leave_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeaveIn"];
            };
        };
        responses: {
            /** @description Has the caller work here no more. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_list_members: {
        parameters: {
            query?: {
                /** @description `next_cursor` of the page before; empty begins. */
                cursor?: string;
                /** @description How many items at most. */
                limit?: number;
            };
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the people who work here. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberView_"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_remove_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Removes a person; it holds from their next request on. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_change_member: {
        parameters: {
            query?: never;
            header?: {
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberPatch"];
            };
        };
        responses: {
            /** @description Changes what a person may do, up to what the caller may. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_list_mine: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lists the workspaces in which the signed-in person works. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Memberships"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_sign_up: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignUpIn"];
            };
        };
        responses: {
            /** @description Founds a workspace; the signed-in person becomes its owner. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Membership"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    workspace_transfer_workspace: {
        parameters: {
            query?: never;
            header?: {
                /** @description The same key with the same request gets the first answer, with another request 422. */
                "Idempotency-Key"?: components["parameters"]["IdempotencyKey"];
                /** @description The workspace that a person means; needed with a Firebase ID token, not with an API key. */
                "X-Tenant-Id"?: components["parameters"]["TenantId"];
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TransferIn"];
            };
        };
        responses: {
            /** @description Makes another person the owner, and the caller an admin. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberView"];
                };
            };
            /** @description The request cannot be read (`malformed`) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Sign in first (`unauthenticated`) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not allowed (`forbidden`) */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Not found (`not_found`) */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The state has changed (`conflict`) */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request is too large (`too_large`) */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description The request breaks a rule (`invalid`) */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Too many requests (`too_many_requests`) */
            429: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something went wrong on our side (`internal`) */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A service that we need does not answer (`dependency_down`) */
            503: {
                headers: {
                    /** @description Seconds to wait before trying again. */
                    "Retry-After"?: number;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
